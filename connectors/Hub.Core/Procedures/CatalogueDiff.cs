using System.Globalization;

namespace Hub.Core.Procedures;

/// <summary>Compares two states of the catalogue, pure.</summary>
public static class CatalogueDiff
{
    private static readonly (string Name, Func<Procedure, string?> Read)[] Fields =
    [
        ("name", p => p.Name),
        ("fieldCode", p => p.FieldCode),
        ("fieldName", p => p.FieldName),
        ("promulgatingAgency", p => p.PromulgatingAgency),
        ("executingAgency", p => p.ExecutingAgency),
        ("channels", p => string.Join('|', p.Channels)),
        ("processingTimes", p => string.Join('|', p.ProcessingTimes)),
        ("fees", p => string.Join('|', p.Fees.Select(fee => fee.ToString(CultureInfo.InvariantCulture)))),
        ("updatedOn", p => p.UpdatedOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
    ];

    /// <summary>Empty when nothing differs.</summary>
    public static IReadOnlyList<ProcedureChange> Between(
        IReadOnlyDictionary<string, Procedure> before, IReadOnlyDictionary<string, Procedure> after, DateTimeOffset at, string source)
    {
        var changes = new List<ProcedureChange>();
        foreach (var now in after.Values.OrderBy(p => p.Code, StringComparer.Ordinal))
        {
            if (!before.TryGetValue(now.Code, out var was))
            {
                changes.Add(new ProcedureChange("added", now.Code, null, now, [], at, source));
            }
            else if (Compare(was, now) is { Count: > 0 } fields)
            {
                changes.Add(new ProcedureChange("changed", now.Code, was, now, fields, at, source));
            }
        }

        foreach (var gone in before.Values.Where(p => !after.ContainsKey(p.Code)).OrderBy(p => p.Code, StringComparer.Ordinal))
        {
            changes.Add(new ProcedureChange("withdrawn", gone.Code, gone, null, [], at, source));
        }

        return changes;
    }

    public static IReadOnlyList<FieldChange> Compare(Procedure before, Procedure after) =>
        [.. from field in Fields
            let was = Empty(field.Read(before))
            let now = Empty(field.Read(after))
            where !string.Equals(was, now, StringComparison.Ordinal)
            select new FieldChange(field.Name, was, now)];

    // A source that leaves a field out and one that sends it empty say the same.
    private static string? Empty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
