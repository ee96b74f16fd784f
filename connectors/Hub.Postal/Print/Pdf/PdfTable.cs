namespace Hub.Postal.Print.Pdf;

/// <summary>A ruled table. Its heading stands on every sheet; a row is kept together unless it is higher than a sheet.</summary>
internal sealed class PdfTable
{
    private const double Size = 8;
    private const double Padding = 1;
    private static readonly double LineHeight = A4Flow.LineHeight(Size);
    private readonly A4Flow _flow;
    private readonly IReadOnlyList<Column> _columns;

    public PdfTable(A4Flow flow, IReadOnlyList<Column> columns)
    {
        _flow = flow;
        _columns = columns;
        Heading();
    }

    /// <param name="cells">One for each column, cleaned here; line breaks stay.</param>
    public void Row(IReadOnlyList<string?> cells, bool strong = false)
    {
        var wrapped = Wrap(cells, strong);
        var count = Math.Max(1, wrapped.Max(lines => lines.Count));
        if (Height(count) > _flow.Room && (Height(count) <= A4Flow.WholeRoom - HeadingHeight() || _flow.Room < Height(1)))
        {
            NextPage();
        }

        for (var from = 0; from < count;)
        {
            var fitting = Math.Clamp((int)((_flow.Room - (2 * Padding)) / LineHeight), 1, count - from);
            Draw(wrapped, from, fitting, strong, shaded: false);
            from += fitting;
            if (from < count)
            {
                NextPage();
            }
        }
    }

    private static double Height(int lines) => (lines * LineHeight) + (2 * Padding);

    private void NextPage()
    {
        _flow.NextPage();
        Heading();
    }

    private void Heading()
    {
        if (_flow.Room < HeadingHeight() + Height(2))
        {
            _flow.NextPage();
        }

        var wrapped = Wrap([.. _columns.Select(column => column.Heading)], strong: true);
        Draw(wrapped, 0, wrapped.Max(lines => lines.Count), strong: true, shaded: true);
    }

    private double HeadingHeight() => Height(Wrap([.. _columns.Select(column => column.Heading)], strong: true).Max(lines => lines.Count));

    private List<List<string>> Wrap(IReadOnlyList<string?> cells, bool strong) =>
        [.. cells.Select((cell, index) => Wrap(cell, _columns[index].Width - (2 * Padding), strong))];

    private List<string> Wrap(string? cell, double width, bool strong) =>
        [.. (cell ?? "").Split('\n').SelectMany(line => TextWrap.Lines(_flow.Page, PrintText.Clean(line), width, Size, strong))];

    private void Draw(List<List<string>> wrapped, int from, int count, bool strong, bool shaded)
    {
        var x = A4Flow.Left;
        for (var index = 0; index < _columns.Count; index++)
        {
            var column = _columns[index];
            if (shaded)
            {
                _flow.Page.Shade(x, _flow.Y, column.Width, Height(count));
            }

            _flow.Page.Frame(x, _flow.Y, column.Width, Height(count));
            var y = _flow.Y + Padding;

            // What goes on from the sheet before says again of which row it is.
            foreach (var line in wrapped[index].Skip(index == 0 ? 0 : from).Take(count))
            {
                var indent = column.ToTheRight && !shaded ? column.Width - (2 * Padding) - _flow.Page.Measure(line, Size, strong) : 0;
                _flow.Line(x + Padding + indent, y, line, Size, strong);
                y += LineHeight;
            }

            x += column.Width;
        }

        _flow.Y += Height(count);
    }
}

/// <param name="Heading">Vietnamese and, behind a slash, English.</param>
/// <param name="Width">Millimetres.</param>
/// <param name="ToTheRight">For numbers.</param>
internal sealed record Column(string Heading, double Width, bool ToTheRight = false);
