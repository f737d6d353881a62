/// Requests and rows are many small pieces of memory; this halves what they cost.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    yingke_server::commands::run()
}
