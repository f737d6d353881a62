//! `word_enum!`: enums that are one stable word on the wire and in the database.

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown {kind}: {word:?}")]
pub struct UnknownWord {
    pub kind: &'static str,
    pub word: String,
}

// `$word` is a `tt`: inside a `literal` fragment the schema derive does not see the rename and would publish the
// Rust names of the variants.
#[macro_export]
macro_rules! word_enum {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:tt,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $word)] $variant,)* }

        impl $name {
            pub const ALL: &'static [$name] = &[$($name::$variant,)*];
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $word,)* }
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
        impl std::str::FromStr for $name {
            type Err = $crate::words::UnknownWord;
            fn from_str(word: &str) -> Result<Self, Self::Err> {
                match word {
                    $($word => Ok($name::$variant),)*
                    _ => Err($crate::words::UnknownWord { kind: stringify!($name), word: word.to_owned() }),
                }
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use utoipa::PartialSchema;

    /// utoipa reads the rename only when the word reaches it as a plain token, hence `$word:tt` above.
    #[test]
    fn the_schema_of_a_word_enum_lists_the_words_of_the_wire() {
        let schema = serde_json::to_string(&crate::agent::AgentState::schema()).expect("schema");
        for state in crate::agent::AgentState::ALL {
            assert!(schema.contains(&format!("\"{state}\"")), "{state} is missing in {schema}");
        }
    }
}
