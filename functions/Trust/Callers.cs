using System.Security.Claims;
using Hub.Core.Trust;
using Hub.Functions.Parties;
using Hub.Functions.Settings;
using Microsoft.AspNetCore.Authentication;

namespace Hub.Functions.Trust;

/// <summary>Recognises callers: <c>hub_</c> texts are API keys, texts with two dots are tokens.</summary>
internal sealed partial class Callers(KeyRing keys, AuthSettings auth, Wings wings, ILogger<Callers> logger)
{
    private const string Scheme = "Bearer ";
    private readonly IReadOnlyList<string> _schemes = TokenSchemes.Of(auth);

    public ValueTask<Identity> IdentifyAsync(HttpContext http)
    {
        var header = http.Request.Headers.Authorization;
        if (header.Count == 0 || string.IsNullOrEmpty(header[0]))
        {
            return ValueTask.FromResult(Identity.Refused(Identity.NoKey));
        }

        if (header.Count > 1 || !header[0]!.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return ValueTask.FromResult(Identity.Refused("bad-key"));
        }

        var text = header[0]![Scheme.Length..].Trim();
        return text.StartsWith(KeyText.Prefix, StringComparison.Ordinal)
            ? keys.IdentifyAsync(text, http.RequestAborted)
            : new ValueTask<Identity>(TokenAsync(http, text));
    }

    private async Task<Identity> TokenAsync(HttpContext http, string text)
    {
        if (text.AsSpan().Count('.') != 2)
        {
            return Identity.Refused("bad-key");
        }

        if (!TokenText.IsSound(text))
        {
            return Identity.Refused("bad-token");
        }

        foreach (var scheme in _schemes)
        {
            var result = await AskAsync(http, scheme);
            if (result is { Succeeded: true, Principal: { } principal })
            {
                return Read(principal, scheme);
            }
        }

        return Identity.Refused("bad-token");
    }

    // An identity provider that cannot be asked recognises nobody; it must not turn a bad token into a fault of ours.
    private async Task<AuthenticateResult> AskAsync(HttpContext http, string scheme)
    {
        try
        {
            return await http.AuthenticateAsync(scheme);
        }
#pragma warning disable CA1031 // Whatever the handler throws about its own configuration or the provider, the caller is not recognised.
        catch (Exception fault) when (fault is not OperationCanceledException)
#pragma warning restore CA1031
        {
            CannotAsk(logger, fault, scheme);
            return AuthenticateResult.NoResult();
        }
    }

    [LoggerMessage(4120, LogLevel.Error, "Tokens of {Scheme} cannot be checked: is the identity provider's address right and reachable?")]
    private static partial void CannotAsk(ILogger logger, Exception fault, string scheme);

    // A subject is whatever the issuer calls a person: without its own prefix it could be a key's id, "hub", "anonymous" or "cli:root".
    private Identity Read(ClaimsPrincipal principal, string scheme)
    {
        var subject = principal.FindFirst("sub")?.Value;
        var roles = principal.FindAll(auth.RoleClaim)
            .Select(claim => auth.RoleMap.GetValueOrDefault(claim.Value, claim.Value))
            .Where(wings.Roles.Contains)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return subject is not null && TokenText.IsSubject(subject)
            ? Identity.Of(Caller.Of($"{TokenSchemes.ActorPrefix(scheme)}{subject}", roles, wings.IsBound, principal.FindFirst(auth.OrganisationClaim)?.Value, principal.FindFirst(auth.OfficeClaim)?.Value)
                with
            { Person = Person.Of(subject) })
            : Identity.Refused("bad-token");
    }
}

/// <summary>What became of recognising a caller.</summary>
/// <param name="Caller">Null when refused.</param>
/// <param name="Actor">For the audit: the id, as far as it was proved; else <c>anonymous</c>.</param>
/// <param name="Fault">Why refused: <c>no-key</c>, <c>bad-key</c>, <c>expired</c>, <c>revoked</c>, <c>bad-token</c>.</param>
internal readonly record struct Identity(Caller? Caller, string Actor, string? Fault)
{
    public const string Anonymous = "anonymous";
    public const string NoKey = "no-key";

    public bool HasNoKey => Caller is null && Fault is NoKey;

    public static Identity Of(Caller caller) => new(caller, caller.Id, null);

    public static Identity Refused(string fault, string actor = Anonymous) => new(null, actor, fault);
}
