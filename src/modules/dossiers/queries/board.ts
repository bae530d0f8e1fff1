/** What boards above this module read, inside a transaction of theirs; their own policies say who may. */
export { everyDay, type FigureLine, listFigure, readBoard } from '../repo/board.ts';
