using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Hub.Core;

namespace Hub.Functions.Shell;

/// <summary>The hub answered a command with a problem.</summary>
internal sealed class ApiProblemException(HttpStatusCode status, JsonNode? problem)
    : Exception(string.Join(Environment.NewLine, Sentences(status, problem)))
{
    public int ExitCode => status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => Shell.ExitCode.NotPermitted,
        HttpStatusCode.NotFound or HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity or HttpStatusCode.BadRequest => Shell.ExitCode.Usage,
        HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests => Shell.ExitCode.Unavailable,
        _ => Shell.ExitCode.Software,
    };

    public JsonNode? Problem => problem;

    /// <summary>What is wrong, then each place in the body that is.</summary>
    public IReadOnlyList<Bilingual> Texts { get; } = [.. Sentences(status, problem)];

    private static IEnumerable<Bilingual> Sentences(HttpStatusCode status, JsonNode? problem)
    {
        if (problem is not JsonObject json)
        {
            yield return ($"hub trả lời HTTP {(int)status}", $"the hub answers HTTP {(int)status}");
            yield break;
        }

        yield return ($"{json["vi"] ?? json["title"]}", $"{json["en"] ?? json["detail"] ?? json["title"]}");
        foreach (var error in json["errors"] as JsonArray ?? [])
        {
            var place = $"  {error?["pointer"]} [{error?["rule"]}] ";
            yield return ($"{place}{error?["vi"]}", $"{place}{error?["en"]}");
        }
    }
}

/// <summary>What the caller gave cannot be used; the message says where and how to mend it.</summary>
internal sealed partial class UsageException(Bilingual text) : Exception(text.ToString())
{
    /// <param name="message"><c>tiếng Việt / English</c>; a place such as <c>file.csv:3 [column]: </c> at its beginning belongs to both.</param>
    public UsageException(string message)
        : this(Read(message))
    {
    }

    public Bilingual Text => text;

    private static Bilingual Read(string message)
    {
        var both = Bilingual.Parse(message);
        var place = Place().Match(both.Vi).Value;
        return both.En.StartsWith(place, StringComparison.Ordinal) ? both : both with { En = place + both.En };
    }

    [GeneratedRegex(@"^\S*[./:\d]\S*( \[[^\]]+\])?: ")]
    private static partial Regex Place();
}

/// <summary>Nobody answers where the hub should be, or somebody else does.</summary>
internal sealed class HubAwayException(Bilingual text, Exception? inner = null) : Exception(text.ToString(), inner)
{
    public Bilingual Text => text;
}
