fn main() {
    println!("{}", yingke_server::openapi::Document::json());
}
