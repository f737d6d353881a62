fn main() -> std::process::ExitCode {
    yingke_server::commands::run()
}
