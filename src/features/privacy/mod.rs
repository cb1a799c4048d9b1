//! stub
use crate::{app::*, domain::*, error::*, features::*, ui::*};
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action { Open }
impl Action { pub fn id(&self) -> String { "open".into() } pub fn parse(_: &[&str]) -> Option<Self> { Some(Self::Open) } pub fn manner(&self) -> Manner { Manner::PrivateNew } pub fn target(&self) -> Target { Target::Nobody } }
pub async fn open(_: &Here<'_>, _: Option<CoupleId>) -> Result<Reply, Error> { Ok(Reply::Nothing) }
pub async fn act(_: &Here<'_>, _: Action, _: &[(String,String)]) -> Result<Reply, Error> { Ok(Reply::Nothing) }
