using Hub.Connectors;
using Hub.Core;
using Hub.NationalPortal.Settings;
using Microsoft.Extensions.Logging;

namespace Hub.NationalPortal.Wire;

/// <summary>
/// The one session of the lane: calls share it, it is renewed by age, and a lost one is renewed once. No source tells the words of a lost session, so that a
/// refusal which no table knows may be one, where the session was there before the call.
/// </summary>
public sealed class PortalSession
{
    // When a new login did not help, the next refusals are believed for so long: a dossier that is refused must not cost a login each time.
    private static readonly TimeSpan Believed = TimeSpan.FromMinutes(1);

    private readonly SingleFlightLogin<PortalReply> _login;
    private readonly INationalPortalApi _api;
    private readonly NationalPortalOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private long _believedUntil;

    public PortalSession(INationalPortalApi api, NationalPortalOptions options, TimeProvider clock, ILogger<PortalSession> logger)
    {
        (_api, _options, _clock, _logger) = (api, options, clock, logger);
        _login = new SingleFlightLogin<PortalReply>(LogInAsync, clock);
    }

    /// <summary>Makes the call with a session. On a session error, or what may be one: one new login and one repeat.</summary>
    public async Task<PortalReply> CallAsync(Func<string, CancellationToken, Task<PortalReply>> call, CancellationToken ct)
    {
        var isSuspected = false;
        var reply = await _login.CallAsync(call, IsRefused, static failure => failure, ct);
        if (isSuspected && MayBeLost(reply))
        {
            Volatile.Write(ref _believedUntil, (_clock.GetUtcNow() + Believed).UtcTicks);
        }

        return reply;

        bool IsRefused(PortalReply answer, bool isHeld)
        {
            if (IsLost(answer))
            {
                return true;
            }

            var suspects = isHeld && !isSuspected && _options.LoginPath.Length > 0 && MayBeLost(answer) && _clock.GetUtcNow().UtcTicks >= Volatile.Read(ref _believedUntil);
            isSuspected |= suspects;
            return suspects;
        }
    }

    // A code that says ok is no refusal, whatever stands beside it: something may have been applied.
    private bool MayBeLost(PortalReply reply) => reply is PortalReply.Http { Status: 403 }
        || (reply is PortalReply.Business { Kind: PortalRefusal.Refused or PortalRefusal.Unknown } no && !_options.Answers.OkCodes.Contains(no.Code));

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
                return new LoginResult<PortalReply>.Granted(session, _options.Timeouts.SessionAge);
            case PortalReply.Ok or PortalReply.Business { Kind: not PortalRefusal.Busy } or PortalReply.SessionLost or PortalReply.Http { Status: 401 or 403 }:
                var until = _clock.GetUtcNow() + _options.Timeouts.AfterRefusedLogin;
                _logger.LoginRefused(until);
                return new LoginResult<PortalReply>.Failed(new PortalReply.LoginRefused($"{new Bilingual("Cổng từ chối đăng nhập", "login refused by the portal")}", until), until);
            case var reply:
                return new LoginResult<PortalReply>.Failed(new PortalReply.NoSession(reply));
        }
    }
}
