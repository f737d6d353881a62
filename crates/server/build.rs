//! Builds the binary again when the web was built again.

fn main() {
    for app in ["console", "portal", "widget"] {
        let dist = format!("../../web/apps/{app}/dist");
        // A missing folder would count as changed each time; its parent tells when it appears.
        let watched = if std::path::Path::new(&dist).exists() { dist } else { format!("../../web/apps/{app}/package.json") };
        println!("cargo:rerun-if-changed={watched}");
    }
}
