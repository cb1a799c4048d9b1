//! stub
use crate::{app::*, domain::*, error::*, features::*, ui::*};
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action { Open }
impl Action { pub fn id(&self) -> String { "open".into() } pub fn parse(_: &[&str]) -> Option<Self> { Some(Self::Open) } pub fn manner(&self) -> Manner { Manner::PrivateNew } pub fn target(&self) -> Target { Target::Nobody } }
pub fn before(_: &Here<'_>) -> Reply { Reply::Nothing }
pub async fn open(_: &Here<'_>, _: &Member) -> Result<Reply, Error> { Ok(Reply::Nothing) }
pub async fn act(_: &Here<'_>, _: &Member, _: Action) -> Result<Reply, Error> { Ok(Reply::Nothing) }
