/** Aligned columns of plain text. */

export type Alignment = "left" | "right";

export interface Column {
  readonly title: string;
  readonly align: Alignment;
}

/** Lines of a table, two spaces between columns, no trailing spaces. Every row has as many cells as `columns`. */
export function renderTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string[] {
  const lines = [columns.map((column) => column.title), ...rows];
  const widths = columns.map((_, column) => Math.max(...lines.map((cells) => cells[column]!.length)));
  return lines.map((cells) =>
    cells
      .map((cell, column) =>
        columns[column]!.align === "left" ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!),
      )
      .join("  ")
      .trimEnd(),
  );
}
