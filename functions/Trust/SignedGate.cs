using Hub.Functions.Http.Messages;
using Hub.Functions.Problems;
using Hub.Functions.Settings;

namespace Hub.Functions.Trust;

/// <summary>
/// Calls that bring no key but a signature. Anybody can make them, so the signature is checked before anything is counted against the partner whose name they
/// bear: a partner's rate is used up by his own calls only, and what proves nothing is counted by the address it comes from.
/// </summary>
internal sealed class SignedGate(HubSettings settings, Refusals refusals, AuditQueue queue, TimeProvider clock) : IDisposable
{
    public const string Role = "signed";

    private static readonly TimeSpan Crowded = TimeSpan.FromSeconds(1);

    private readonly RateLimits _calls = new(settings.Intake.PushesPerSecond, settings.Intake.PushBurst, clock);
    private readonly SignedRoom _room = new();

    // Checks cost computing time, whoever asks for them: half of the machine is for the rest.
    private readonly SemaphoreSlim _checks = new(Math.Max(1, Environment.ProcessorCount / 2));

    /// <param name="target">For the audit, as the caller wrote it.</param>
    /// <param name="serve">Runs what enters; what fails in it has been answered.</param>
    public async Task PassAsync(HttpContext http, ISignedDoor door, string act, string? target, Func<RequestDelegate, Visit, Task> serve)
    {
        var visit = new Visit(new Caller(Identity.Anonymous, []), Role, act, Answer.TraceId, clock) { Target = target };
        http.Features.Set(visit);
        var isProven = false;
        await serve(EnterAsync, visit);
        if (isProven)
        {
            await queue.AppendAsync(visit.Entry(http.Response.StatusCode < StatusCodes.Status400BadRequest ? "allowed" : "failed"), CancellationToken.None);
        }

        async Task EnterAsync(HttpContext context)
        {
            var address = Strangers.NameOf(context.Connection.RemoteIpAddress);
            if (door.NameOf(context) is not { } name)
            {
                await TurnAwayAsync(context, visit, address, ProblemKinds.NotFound.Name, answer => answer.ProblemAsync(ProblemKinds.NotFound));
                return;
            }

            if (!_room.TryEnter(address))
            {
                refusals.Count(address);
                await context.HoldOffAsync(Crowded);
                return;
            }

            SignedCall call;
            try
            {
                call = await CheckAsync(context, door, name);
            }
            finally
            {
                _room.Leave(address);
            }

            if (call.Fault is { } fault)
            {
                await TurnAwayAsync(context, visit, address, fault, call.AnswerAsync);
            }
            else if (_calls.Take(name) is { } wait)
            {
                await TurnAwayAsync(context, visit, name, "rate-limited", answer => answer.HoldOffAsync(wait));
            }
            else
            {
                isProven = true;
                await call.AnswerAsync(context);
            }
        }
    }

    public void Dispose() => _checks.Dispose();

    private async Task<SignedCall> CheckAsync(HttpContext http, ISignedDoor door, string name)
    {
        using var body = await RequestBody.ReadAsync(http.Request, door.MaxBytes, http.RequestAborted);
        await _checks.WaitAsync(http.RequestAborted);
        try
        {
            return door.Check(http, name, body?.Memory);
        }
        finally
        {
            _checks.Release();
        }
    }

    private Task TurnAwayAsync(HttpContext http, Visit visit, string from, string why, Func<HttpContext, Task> answer)
    {
        visit.Detail = why;
        return refusals.Take(from, visit.Entry("denied")) is { } wait ? http.HoldOffAsync(wait) : answer(http);
    }
}
