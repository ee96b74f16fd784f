using Hub.Core.Envelopes;
using Hub.Core.Outbox;

namespace Hub.UnitTests.Intake;

internal sealed class NamedConnector(string lane, params string[] types) : IConnector
{
    public string Lane { get; } = lane;

    public IReadOnlyCollection<string> Types { get; } = types;

    public Task<Handled> HandleAsync(Delivery delivery, CancellationToken ct) => throw new NotSupportedException();

    public Task<string?> ProbeAsync(CancellationToken ct) => throw new NotSupportedException();
}
