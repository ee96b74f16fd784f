namespace Hub.Postal.Print;

/// <summary>A list of money as it goes on paper and into a spreadsheet: one table, its sums, and who signs.</summary>
public sealed record TableContent
{
    /// <summary>Vietnamese and, behind a slash, English.</summary>
    public required string Title { get; init; }

    /// <summary>The sheet's id, or the period; its codes are printed too.</summary>
    public required string Number { get; init; }

    /// <summary>Lines below the title; null ones are left out.</summary>
    public IReadOnlyList<string?> Head { get; init; } = [];

    public required IReadOnlyList<TableColumn> Columns { get; init; }

    public IReadOnlyList<IReadOnlyList<TableCell>> Rows { get; init; } = [];

    /// <summary>One cell for each column; stands below the rows.</summary>
    public required IReadOnlyList<TableCell> Sum { get; init; }

    public required string Left { get; init; }

    public required string Right { get; init; }

    public HandoverConfirmation? LeftConfirmed { get; init; }

    public HandoverConfirmation? RightConfirmed { get; init; }
}

/// <param name="Width">Millimetres; all of a table are 186 together.</param>
public sealed record TableColumn(string Heading, int Width, bool IsNumber = false);

/// <summary>A text, a day, a count or a sum.</summary>
/// <param name="Number">Null for a text.</param>
/// <param name="IsMoney">Whole đồng.</param>
public readonly record struct TableCell(string? Text, long? Number = null, bool IsMoney = false)
{
    public static TableCell Count(long number) => new(null, number);

    public static TableCell Dong(long amount) => new(null, amount, IsMoney: true);

    /// <summary>As staff read it.</summary>
    public string Shown => Number is not { } number ? PrintText.Clean(Text) : IsMoney ? PrintText.Dong(number) : $"{number}";

    public static implicit operator TableCell(string? text) => new(text);
}
