//! wasm-bindgen, as the build calls it: turns the compiler's WASM file into the module and its
//! JavaScript.
//!
//! `dormouse-bindgen INPUT.wasm FOLDER` writes `index_bg.wasm`, `index.js` and `snippets/`.

use std::process::ExitCode;

use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [input, folder] = arguments.as_slice() else {
        eprintln!("usage: dormouse-bindgen INPUT.wasm FOLDER");
        return ExitCode::FAILURE;
    };
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(input)
        .out_name("index")
        .typescript(false)
        // The Worker imports the module and passes it in, so the script must not look for it.
        .omit_default_module_path(true)
        // src/instance.mjs makes a new instance after a panic.
        .reset_state_function(true);
    // The `web` target takes a module from its caller and can make a second instance of it.
    match bindgen
        .web(true)
        .and_then(|bindgen| bindgen.generate(folder))
    {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("wasm-bindgen: {problem:?}");
            ExitCode::FAILURE
        }
    }
}
