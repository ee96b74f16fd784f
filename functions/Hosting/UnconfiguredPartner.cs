using Hub.Core.Envelopes;

namespace Hub.Functions.Hosting;

/// <summary>Stands in for a partner until a centre has access to it: everything is kept in order, nothing is lost, nothing is tried.</summary>
/// <param name="setting">The setting that is missing.</param>
internal sealed class UnconfiguredPartner(string lane, IReadOnlyCollection<string> types, string setting) : IConnector
{
    /// <summary>How the reason of such a lane ends.</summary>
    public const string NotSet = "chưa được đặt / is not set";

    private readonly string _why = $"{setting} {NotSet}";

    public string Lane => lane;

    public IReadOnlyCollection<string> Types => types;

    public Task<Handled> HandleAsync(Delivery delivery, CancellationToken ct) =>
        Task.FromResult<Handled>(new Outcome.Retry(_why, PartnerDown: true));

    public Task<string?> ProbeAsync(CancellationToken ct) => Task.FromResult<string?>(_why);
}
