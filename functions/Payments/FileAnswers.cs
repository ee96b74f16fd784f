using System.Globalization;
using System.Text.Json.Nodes;
using Hub.Core;
using Hub.Core.Dossiers;
using Hub.Functions.Shell;
using Hub.Payments.Files.Profiles;
using Hub.Payments.Model;

namespace Hub.Functions.Payments;

/// <summary>What is said of statement files and profiles in JSON. Names stay as they are: scripts read them.</summary>
internal static class FileAnswers
{
    /// <exception cref="UsageException">There is no such file, or it may not be read.</exception>
    public static FileStream Open(string file)
    {
        try
        {
            return File.OpenRead(file);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{file}: không mở được tệp / the file cannot be opened");
        }
    }

    public static JsonObject Of(LearnedProfile learned) => new()
    {
        ["profile"] = learned.Profile is { } profile ? JsonObject.Create(ProfileJson.Element(profile)) : null,
        ["unsure"] = new JsonArray([.. learned.Unsure.Select(doubt => JsonValue.Create(doubt.ToString()))]),
        ["rows"] = learned.Rows,
        ["sum"] = learned.Sum,
    };

    /// <summary>The refusal in one line, for people.</summary>
    public static string Line(string file, JsonNode refusal) =>
        $"{file}:{refusal["line"]}:{refusal["column"]} [{refusal["code"]}] {Output.Say((Output.Text(refusal["vi"]), Output.Text(refusal["en"])))}";

    /// <summary>An amount as people read it; empty for what is not told.</summary>
    public static string Money(JsonNode? dong) => dong is null ? "" : TimelineData.Money(dong.GetValue<long>()) + " đ";

    /// <summary>A state as people read it; one that this program does not know as it is told.</summary>
    public static string State<TState>(StateTable<TState> table, JsonNode? name)
        where TState : struct, Enum => table.TryParse(name?.GetValue<string>(), out var state) ? Output.Say(table.Text(state)) : Output.Text(name);

    /// <summary>A day as people write it: <c>21/11/2026</c>.</summary>
    public static string Day(JsonNode? day) => DateOnly.TryParseExact(Output.Text(day), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read)
        ? read.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture)
        : Output.Text(day);

    /// <summary>Wrong profiles named one a line.</summary>
    public static string Faults(string file, IReadOnlyList<(string Pointer, Bilingual Reason)> faults) =>
        string.Join(Environment.NewLine, faults.Select(fault => $"{file}{fault.Pointer}: {fault.Reason}"));
}
