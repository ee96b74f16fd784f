using Hub.Core;
using Hub.Payments.Files.Sheets;
using Hub.Payments.Files.Statements;
using Hub.Payments.Files.Text;

namespace Hub.Payments.Files.Profiles;

/// <summary>A profile that fits a file as far as one can see, and what a person should look at.</summary>
/// <param name="Profile">Null when not even a heading was found.</param>
/// <param name="Unsure">Each names a column or a choice; empty when names and balances prove everything.</param>
/// <param name="Rows">Lines read by it.</param>
/// <param name="Sum">Their signed sum in đồng.</param>
/// <param name="Verdicts">The judgement of each statement read by it.</param>
public sealed record LearnedProfile(StatementProfile? Profile, IReadOnlyList<Bilingual> Unsure, int Rows, long Sum, IReadOnlyList<StatementVerdict> Verdicts);

/// <summary>A part of a sheet, held to be looked at from all sides.</summary>
internal sealed class SheetSample
{
    public const int MostRows = 400;

    public List<SheetCell[]> Rows { get; } = [];

    public static SheetSample Of(SheetRows rows)
    {
        var sample = new SheetSample();
        while (sample.Rows.Count < MostRows && rows.Read())
        {
            var cells = new SheetCell[Math.Min(rows.Count, SheetRows.MostColumns)];
            for (var i = 0; i < cells.Length; i++)
            {
                cells[i] = rows[i];
            }

            sample.Rows.Add(cells);
        }

        return sample;
    }

    public string[] Texts(int row) => [.. Rows[row].Select(cell => Vietnamese.Compose(cell.Shown).Trim())];

    /// <summary>The cell, empty beyond the row's end.</summary>
    public SheetCell this[int row, int column] => column < Rows[row].Length ? Rows[row][column] : default;
}
