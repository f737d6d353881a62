//! Test only: a whole server in this process on either engine, people to act in it, and clients that speak to it.
//!
//! Start with [`TestApp::start`] and [`both_engines!`]. A test names the people it is about
//! (`world.agent("小禾")`, `world.customer("林晓")`) and says only what matters to it.

mod app;
mod client;
pub mod endpoint;
mod identity;
mod postgres;
mod socket;
mod world;

pub use app::{Start, TestApp};
pub use client::{Answer, Client};
pub use identity::{Claims, sign, sign_with};
pub use socket::Socket;
pub use world::{Agent, Customer, Entry, Group, World};
pub use yingke_store::Engine;

/// Password of everybody whom [`World`] makes.
pub const PASSWORD: &str = "ceshi-mima-2026";

/// Runs each test on both engines: `both_engines! { async fn a_thing_happens(app: TestApp) { … } }` makes
/// `a_thing_happens::sqlite` and `a_thing_happens::postgres`. The body may take a world instead: `(world: World)`.
#[macro_export]
macro_rules! both_engines {
    ($($(#[$meta:meta])* async fn $name:ident($arg:ident: $type:ty) $body:block)*) => {$(
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            $(#[$meta])*
            async fn body($arg: $type) $body

            #[test]
            fn sqlite() {
                $crate::run($crate::Engine::Sqlite, body);
            }
            #[test]
            fn postgres() {
                $crate::run($crate::Engine::Postgres, body);
            }
        }
    )*};
}

/// What a test of [`both_engines!`] may take.
pub trait Setting: Sized {
    fn on(engine: Engine) -> impl Future<Output = Self>;
    fn app(&self) -> TestApp;
}

impl Setting for TestApp {
    async fn on(engine: Engine) -> Self {
        TestApp::start(engine).await
    }
    fn app(&self) -> TestApp {
        self.clone()
    }
}

impl Setting for World {
    async fn on(engine: Engine) -> Self {
        World::new(TestApp::start(engine).await).await
    }
    fn app(&self) -> TestApp {
        self.app.clone()
    }
}

/// Runs one test body with its own runtime, and tidies up after it whatever its outcome.
pub fn run<S: Setting, F: Future<Output = ()>>(engine: Engine, body: impl FnOnce(S) -> F) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let setting = S::on(engine).await;
        let app = setting.app();
        // Dropping the database of a failed test would hide nothing: it is made anew each time.
        let outcome = futures_util::FutureExt::catch_unwind(std::panic::AssertUnwindSafe(body(setting))).await;
        app.finish().await;
        if let Err(panic) = outcome {
            std::panic::resume_unwind(panic);
        }
    });
}
