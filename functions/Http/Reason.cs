using Hub.Functions.Http.Messages;
using Hub.Functions.Problems;

namespace Hub.Functions.Http;

/// <summary>The reason that many acts take.</summary>
internal static class Reason
{
    private const int MaxLength = 500;

    public static async Task<(string? Reason, Problem? Problem)> ReadAsync(HttpContext http, bool isRequired = false)
    {
        var (request, problem) = await RequestJson.ReadAsync(http, HubJson.Wire.ReasonRequest, static () => new ReasonRequest());
        if (problem is not null)
        {
            return (null, problem);
        }

        var reason = request!.Reason?.Trim();
        return reason switch
        {
            null or "" when isRequired => (null, Problem.Invalid("/reason", "required", ("Cần nêu lý do.", "A reason is needed."))),
            { Length: > MaxLength } => (null, Problem.Invalid("/reason", "maxLength", ("Lý do dài quá 500 ký tự.", "The reason is longer than 500 characters."))),
            "" => (null, null),
            _ => (reason, null),
        };
    }
}

/// <param name="Reason">Why, for those who come later; no personal data. At most 500 characters.</param>
public sealed record ReasonRequest(string? Reason = null);
