//! Six workbooks as offices keep them, their bad twins, and the laws of cells and names.

mod cells;
mod names;
