using System.Text.Json;
using Hub.Core.Events;
using Hub.Functions.Http.Messages;
using Hub.Functions.Problems;
using Hub.Functions.Trust;

namespace Hub.Functions.CaseSystem;

/// <summary>The subscriptions that a caller may see or change; to all others there is none.</summary>
internal sealed class SubscriptionAccess(ISubscriptions subscriptions, Ownership ownership)
{
    private const int MaxTries = 8;

    public async Task<IReadOnlyList<Subscription>> ListAsync(HttpContext http)
    {
        var seen = new List<Subscription>();
        foreach (var one in await subscriptions.ListAsync(http.RequestAborted))
        {
            if (await ownership.MaySeeAsync(Visit.Of(http).Caller, one.Owner, http.RequestAborted))
            {
                seen.Add(one);
            }
        }

        return seen;
    }

    /// <returns>Null when the request was answered: not there, not theirs, or no longer what it names.</returns>
    public async Task<Subscription?> FindAsync(HttpContext http, bool toChange)
    {
        var (caller, ct) = (Visit.Of(http).Caller, http.RequestAborted);
        if (await subscriptions.FindAsync((string)http.Request.RouteValues["id"]!, ct) is not { } found
            || !(toChange ? await ownership.MayChangeAsync(caller, found.Owner, ct) : await ownership.MaySeeAsync(caller, found.Owner, ct)))
        {
            await http.ProblemAsync(ProblemKinds.NotFound);
            return null;
        }

        if (EntityTags.IsMet(http.Request, Tag(found)))
        {
            return found;
        }

        await http.ProblemAsync(ProblemKinds.PreconditionFailed);
        return null;
    }

    /// <summary>Changes what was found, in a transaction that finds it so still; where another was quicker, what he left is read and judged anew.</summary>
    /// <param name="act">Whether the change was made; null when it cannot be and the request was answered.</param>
    /// <returns>What was changed; null when the request was answered.</returns>
    public async Task<Subscription?> ChangeAsync(HttpContext http, Func<Subscription, Task<bool?>> act)
    {
        for (var tries = 0; tries < MaxTries; tries++)
        {
            if (await FindAsync(http, toChange: true) is not { } found || await act(found) is not { } isDone)
            {
                return null;
            }

            if (isDone)
            {
                return found;
            }

            Visit.Of(http).Undo();
        }

        http.Response.Headers.RetryAfter = "2";
        await http.ProblemAsync(ProblemKinds.Unavailable);
        return null;
    }

    public static SubscriptionView View(Subscription s) => new(s.Id, s.Url, s.Types, s.IsActive, s.Secrets.Count, s.CreatedAt, s.Owner);

    public static string Tag(Subscription s) => EntityTags.Of(JsonSerializer.SerializeToUtf8Bytes(View(s), CaseSystemJson.Wire.SubscriptionView));
}
