namespace Hub.NationalPortal.Session;

/// <summary>
/// The one session of the lane. Logins are single-flight: callers that need a session at the same moment wait for the same login. A refused
/// login is remembered, so that a wrong password is not tried by every delivery until the account is locked.
/// </summary>
public sealed class PortalSession(INationalPortalApi api, NationalPortalOptions options, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private string? _session;
    private Task<PortalReply>? _login;
    private PortalReply.LoginRefused? _refused;

    /// <summary>Makes the call with a session. On a session error: one new login and one repeat, which is safe because nothing was applied.</summary>
    public async Task<PortalReply> CallAsync(Func<string, CancellationToken, Task<PortalReply>> call, CancellationToken ct)
    {
        var (session, failure) = await OpenAsync(ct);
        if (failure is not null)
        {
            return failure;
        }

        var reply = await call(session!, ct);
        if (!IsLost(reply))
        {
            return reply;
        }

        Drop(session!);
        (session, failure) = await OpenAsync(ct);
        if (failure is not null)
        {
            return failure;
        }

        reply = await call(session!, ct);
        if (IsLost(reply))
        {
            Drop(session!);
        }

        return reply;
    }

    private static bool IsLost(PortalReply reply) => reply is PortalReply.SessionLost or PortalReply.Http { Status: 401 };

    private void Drop(string session)
    {
        lock (_gate)
        {
            _session = _session == session ? null : _session;
        }
    }

    private async Task<(string? Session, PortalReply? Failure)> OpenAsync(CancellationToken ct)
    {
        if (options.LoginPath.Length == 0)
        {
            return ("", null);
        }

        Task<PortalReply> login;
        lock (_gate)
        {
            if (_session is not null)
            {
                return (_session, null);
            }

            if (_refused is { } refused && refused.Until > clock.GetUtcNow())
            {
                return (null, refused);
            }

            // The login belongs to all who wait for it, so no single caller's cancellation may end it; it has its own timeout.
            login = _login ??= LoginAsync();
        }

        var reply = await login.WaitAsync(ct);
        return reply is PortalReply.Ok { Session: { } session } ? (session, null) : (null, reply);
    }

    private async Task<PortalReply> LoginAsync()
    {
        // Leaves the lock before anything happens.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        PortalReply reply;
        try
        {
            reply = Judge(await api.LoginAsync(CancellationToken.None));
        }
        catch
        {
            lock (_gate)
            {
                _login = null;
            }

            throw;
        }

        lock (_gate)
        {
            _login = null;
            _session = (reply as PortalReply.Ok)?.Session;
            _refused = reply as PortalReply.LoginRefused;
        }

        return reply;
    }

    private PortalReply Judge(PortalReply reply) => reply switch
    {
        PortalReply.Ok { Session.Length: > 0 } => reply,
        PortalReply.Ok or PortalReply.Business { Kind: not PortalRefusal.Busy } or PortalReply.SessionLost or PortalReply.Http { Status: 401 or 403 } =>
            new PortalReply.LoginRefused("login refused by the portal", clock.GetUtcNow() + options.Timeouts.AfterRefusedLogin),
        _ => new PortalReply.NoSession(reply),
    };
}
