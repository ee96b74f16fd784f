using Hub.Core;
using Hub.Core.Envelopes;
using Hub.Core.Outbox;

namespace Hub.Functions.Parties;

/// <summary>Stands in for a partner until a centre has access to it: everything is kept in order, nothing is lost, nothing is tried.</summary>
/// <param name="setting">The setting that is missing.</param>
internal sealed class UnconfiguredPartner(string lane, IReadOnlyCollection<string> types, string setting) : IConnector
{
    /// <summary>What a probe of such a lane answers.</summary>
    public const string Code = "not-configured";

    private readonly string _why = new Bilingual($"{setting} chưa được đặt", $"{setting} is not set").ToString();

    public string Lane => lane;

    public IReadOnlyCollection<string> Types => types;

    public Task<Handled> HandleAsync(Delivery delivery, CancellationToken ct) =>
        Task.FromResult<Handled>(new Outcome.Retry(_why, PartnerDown: true));

    public Task<string?> ProbeAsync(CancellationToken ct) => Task.FromResult<string?>(_why);
}
