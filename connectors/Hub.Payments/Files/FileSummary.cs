using Hub.Payments.Files.Statements;

namespace Hub.Payments.Files;

/// <summary>What a file came to, without its lines.</summary>
public sealed record FileSummary(string Kind, IReadOnlyList<StatementVerdict> Statements, IReadOnlyList<FileRefusal> Refused)
{
    /// <summary>Lines of sound statements.</summary>
    public int SoundLines => Statements.Where(s => s.IsSound).Sum(s => s.Lines);

    public bool IsSound => Refused.Count == 0 && Statements.All(s => s.IsSound);

    /// <summary>Goes through the parts once; each line passes by <paramref name="line"/>.</summary>
    public static FileSummary Of(string kind, IEnumerable<StatementPart> parts, Action<StatementLine>? line = null)
    {
        List<StatementVerdict> statements = [];
        List<FileRefusal> refused = [];
        foreach (var part in parts)
        {
            switch (part)
            {
                case StatementLine movement:
                    line?.Invoke(movement);
                    break;
                case StatementClosed closed:
                    statements.Add(closed.Verdict);
                    break;
                case FileRefusal refusal:
                    refused.Add(refusal);
                    break;
            }
        }

        return new FileSummary(kind, statements, refused);
    }
}
