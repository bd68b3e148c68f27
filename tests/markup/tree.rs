//! Trees in the form of the samples, which is that of `public/model/markup/tree.ts`.

use dormouse::chat::markup::{Block, Inline, List, Mark};
use serde_json::{Value, json};

pub fn of_blocks(blocks: &[Block]) -> Value {
    blocks.iter().map(of_block).collect()
}

fn of_block(block: &Block) -> Value {
    match block {
        Block::Text(parts) => json!({"text": of_parts(parts)}),
        Block::Code { language, code } => json!({"code": code, "language": language}),
        Block::Quote(blocks) => json!({"quote": of_blocks(blocks)}),
        Block::List(list) => of_list(list),
    }
}

fn of_list(List { items }: &List) -> Value {
    let items = items.iter().map(|item| {
        let lists: Value = item.lists.iter().map(of_list).collect();
        json!({"number": item.number, "text": of_parts(&item.text), "lists": lists})
    });
    json!({"list": items.collect::<Value>()})
}

/// Neighbouring texts are one string.
fn of_parts(parts: &[Inline]) -> Value {
    let mut values: Vec<Value> = Vec::new();
    for part in parts {
        let text = match part {
            Inline::Text(text) => text,
            Inline::Break => "\n",
            Inline::Marked(mark, parts) => {
                let mark = match mark {
                    Mark::Bold => "bold",
                    Mark::Italic => "italic",
                    Mark::Strike => "strike",
                };
                values.push(json!({"mark": mark, "parts": of_parts(parts)}));
                continue;
            }
            Inline::Code(code) => {
                values.push(json!({"code": code}));
                continue;
            }
            Inline::Mention(handle) => {
                values.push(json!({"mention": handle}));
                continue;
            }
        };
        match values.last_mut() {
            Some(Value::String(last)) => last.push_str(text),
            _ => values.push(Value::from(text)),
        }
    }
    Value::Array(values)
}
