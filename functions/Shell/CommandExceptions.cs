using System.Net;
using System.Text.Json.Nodes;

namespace Hub.Functions.Shell;

/// <summary>The hub answered a command with a problem.</summary>
internal sealed class ApiProblemException(HttpStatusCode status, JsonNode? problem)
    : Exception(Text(status, problem))
{
    public int ExitCode => status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => Shell.ExitCode.NotPermitted,
        HttpStatusCode.NotFound or HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity or HttpStatusCode.BadRequest => Shell.ExitCode.Usage,
        HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests => Shell.ExitCode.Unavailable,
        _ => Shell.ExitCode.Software,
    };

    public JsonNode? Problem => problem;

    private static string Text(HttpStatusCode status, JsonNode? problem)
    {
        if (problem is not JsonObject json)
        {
            return $"HTTP {(int)status}";
        }

        var lines = new List<string> { $"{json["vi"] ?? json["title"]} / {json["en"] ?? json["detail"]}" };
        foreach (var error in json["errors"] as JsonArray ?? [])
        {
            lines.Add($"  {error?["pointer"]} [{error?["rule"]}] {error?["vi"]} / {error?["en"]}");
        }

        return string.Join(Environment.NewLine, lines);
    }
}

/// <summary>What the caller gave cannot be used; the message says where and how to mend it.</summary>
public sealed class UsageException(string message) : Exception(message);
