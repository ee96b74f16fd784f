using Hub.Core.Envelopes;
using Hub.Core.Events;
using Hub.Core.Lanes;

namespace Hub.Functions.Hosting;

/// <summary>Stands in for the portal until a centre has access to it: everything is kept in order, nothing is lost, nothing is tried.</summary>
internal sealed class UnconfiguredPortal : IConnector
{
    private const string Why = "NationalPortal:BaseAddress chưa được đặt / is not set";

    public string Lane => LaneNames.NationalPortal;

    public IReadOnlyCollection<string> Types { get; } =
    [
        EventTypes.DossierReceived, EventTypes.DossierStatusChanged, EventTypes.DossierProgressNoted, EventTypes.DossierResultIssued,
        EventTypes.ProcedureIntegrationProposed, EventTypes.ProcedureIntegrationWithdrawn,
    ];

    public Task<Handled> HandleAsync(Delivery delivery, CancellationToken ct) =>
        Task.FromResult<Handled>(new Outcome.Retry(Why, PartnerDown: true));

    public Task<string?> ProbeAsync(CancellationToken ct) => Task.FromResult<string?>(Why);
}
