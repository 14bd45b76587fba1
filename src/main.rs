//! The command line of ctiflow.

use std::process::ExitCode;

fn main() -> ExitCode {
    ctiflow::cli::main()
}
