using Hub.Connectors;
using Hub.NationalPortal.Settings;
using Microsoft.Extensions.Logging;

namespace Hub.NationalPortal.Wire;

/// <summary>The one session of the lane: calls share it, and a lost one is renewed once.</summary>
public sealed class PortalSession
{
    private readonly SingleFlightLogin<PortalReply> _login;
    private readonly INationalPortalApi _api;
    private readonly NationalPortalOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;

    public PortalSession(INationalPortalApi api, NationalPortalOptions options, TimeProvider clock, ILogger<PortalSession> logger)
    {
        (_api, _options, _clock, _logger) = (api, options, clock, logger);
        _login = new SingleFlightLogin<PortalReply>(LogInAsync, clock);
    }

    /// <summary>Makes the call with a session. On a session error: one new login and one repeat.</summary>
    public Task<PortalReply> CallAsync(Func<string, CancellationToken, Task<PortalReply>> call, CancellationToken ct) =>
        _login.CallAsync(call, IsLost, static failure => failure, ct);

    private static bool IsLost(PortalReply reply) => reply is PortalReply.SessionLost or PortalReply.Http { Status: 401 };

    private async Task<LoginResult<PortalReply>> LogInAsync(CancellationToken ct)
    {
        if (_options.LoginPath.Length == 0)
        {
            return new LoginResult<PortalReply>.Granted("");
        }

        switch (await _api.LoginAsync(ct))
        {
            case PortalReply.Ok { Session: { Length: > 0 } session }:
                return new LoginResult<PortalReply>.Granted(session);
            case PortalReply.Ok or PortalReply.Business { Kind: not PortalRefusal.Busy } or PortalReply.SessionLost or PortalReply.Http { Status: 401 or 403 }:
                var until = _clock.GetUtcNow() + _options.Timeouts.AfterRefusedLogin;
                _logger.LoginRefused(until);
                return new LoginResult<PortalReply>.Failed(new PortalReply.LoginRefused("login refused by the portal", until), until);
            case var reply:
                return new LoginResult<PortalReply>.Failed(new PortalReply.NoSession(reply));
        }
    }
}
