using System.Text.Json;
using System.Text.RegularExpressions;
using Hub.Core.Schemas.Formats;

namespace Hub.Core.Schemas.Linting;

internal sealed class StringLint(LintWalk walk, JsonElement schema, string at)
{
    public void Run()
    {
        if (!schema.TryGetProperty("enum", out _))
        {
            walk.Need(schema, at, "maxLength", "a string without a limit takes anything");
        }

        walk.Counts(schema, at, "minLength", "maxLength");
        if (schema.TryGetProperty("format", out _) && LintWalk.Text(schema, "format") is not (Rfc3339.DateTime or Rfc3339.Date))
        {
            walk.Fault(at, "format", "only date-time and date are enforced to the letter");
        }

        Constraints();
    }

    public void Constraints()
    {
        if (schema.TryGetProperty("enum", out var values) && !IsListOfTexts(values))
        {
            walk.Fault(at, "enum", "is a list of different strings");
        }

        if (schema.TryGetProperty("pattern", out _))
        {
            Pattern(LintWalk.Text(schema, "pattern") ?? "");
        }
    }

    private void Pattern(string pattern)
    {
        if (PatternScan.Complaint(pattern) is { } complaint)
        {
            walk.Fault(at, "pattern", complaint);
            return;
        }

        try
        {
            _ = new Regex(pattern, RegexOptions.None, TimeSpan.FromSeconds(1));
        }
        catch (ArgumentException unreadable)
        {
            walk.Fault(at, "pattern", unreadable.Message);
        }
    }

    private static bool IsListOfTexts(JsonElement values) =>
        values.ValueKind == JsonValueKind.Array
        && values.GetArrayLength() > 0
        && values.EnumerateArray().All(v => v.ValueKind == JsonValueKind.String)
        && values.EnumerateArray().Select(v => v.GetString()).Distinct().Count() == values.GetArrayLength();
}
