using System.Security.Cryptography;
using System.Text;
using Hub.Core.Intake;
using Hub.Core.Stores;
using Hub.Functions.Http.Messages;
using Hub.Functions.Problems;
using Hub.Functions.Settings;

namespace Hub.Functions.Trust;

/// <summary><c>Idempotency-Key</c> on every POST but <c>/events</c>, whose events carry their own ids.</summary>
internal sealed class IdempotencyGate(IIdempotency answers, HubSettings settings, TimeProvider clock)
{
    public const string Header = "Idempotency-Key";
    public const string Replayed = "Idempotency-Replayed";
    private const int MaxKey = 255;
    private static readonly TimeSpan Stale = TimeSpan.FromMinutes(5);

    public Task PassAsync(HttpContext http, Visit visit, RequestDelegate next)
    {
        if (!HttpMethods.IsPost(http.Request.Method) || http.Request.Headers[Header] is not { Count: > 0 } header
            || http.GetEndpoint()?.Metadata.GetMetadata<Operation>() is not { TakesIdempotencyKey: true })
        {
            return next(http);
        }

        return header.Count == 1 && header[0] is { Length: > 0 and <= MaxKey } key
            ? OnceAsync(http, visit, next, key)
            : http.ProblemAsync(Problem.Invalid(Header, "maxLength", ("Idempotency-Key dài từ 1 đến 255 ký tự.", "An Idempotency-Key has 1 to 255 characters.")));
    }

    private async Task OnceAsync(HttpContext http, Visit visit, RequestDelegate next, string key)
    {
        using var body = await RequestBody.ReadAsync(http.Request, settings.Intake.MaxBodyBytes, http.RequestAborted);
        if (body is null)
        {
            await http.ProblemAsync(ProblemKinds.BodyTooLarge);
            return;
        }

        var now = clock.GetUtcNow();
        var claim = await answers.ClaimAsync(visit.Caller.Id, key, Digest(http.Request, body.Span), now, now - Stale, http.RequestAborted);
        switch (claim)
        {
            case IdempotencyClaim.OtherBody:
                await http.ProblemAsync(ProblemKinds.IdempotencyConflict);
                break;
            case IdempotencyClaim.InProgress:
                http.Response.Headers.RetryAfter = "2";
                await http.ProblemAsync(ProblemKinds.IdempotencyInProgress);
                break;
            case IdempotencyClaim.Replay replay:
                http.Response.StatusCode = replay.Status;
                http.Response.ContentType = replay.ContentType;
                http.Response.Headers[Replayed] = "true";
                await Answer.BytesAsync(http, replay.Body);
                break;
            case IdempotencyClaim.Taken taken:
                await AnswerOnceAsync(http, visit, next, (key, taken.Token), body);
                break;
        }
    }

    private async Task AnswerOnceAsync(HttpContext http, Visit visit, RequestDelegate next, (string Key, long Token) claim, RequestBody body)
    {
        var wire = http.Response.Body;
        var hungUp = http.RequestAborted;
        using var copy = new MemoryStream();
        await using var again = body.ToStream();
        http.Request.Body = again;
        http.Response.Body = copy;

        // The body is here whole: a caller that hangs up now must not turn a committed act into one that may be repeated.
        http.RequestAborted = CancellationToken.None;
        try
        {
            await next(http);
            await http.Response.BodyWriter.FlushAsync(CancellationToken.None);
        }
        catch
        {
            await answers.ReleaseAsync(visit.Caller.Id, claim.Key, claim.Token, CancellationToken.None);
            throw;
        }
        finally
        {
            http.Response.Body = wire;
            http.RequestAborted = hungUp;
        }

        // A failure of ours had no effect, so a repeat is a new try.
        if (http.Response.StatusCode >= StatusCodes.Status500InternalServerError)
        {
            await answers.ReleaseAsync(visit.Caller.Id, claim.Key, claim.Token, CancellationToken.None);
        }
        else
        {
            var kept = visit.ReplayBody ?? copy.ToArray();
            try
            {
                await answers.CompleteAsync(visit.Caller.Id, claim.Key, claim.Token, http.Response.StatusCode, http.Response.ContentType, kept, CancellationToken.None);
            }
            catch (StoreUnavailableException)
            {
                // What was asked is done: to say now that it was not would only bring it a second time.
            }
        }

        await wire.WriteAsync(copy.ToArray(), hungUp);
    }

    private static byte[] Digest(HttpRequest request, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method} {request.Path}{request.QueryString}\n"));
        hash.AppendData(body);
        return hash.GetHashAndReset();
    }
}
