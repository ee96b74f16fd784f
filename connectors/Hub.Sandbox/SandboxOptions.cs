using Hub.Sandbox.CaseSystem;
using Hub.Sandbox.NationalPortal;
using Hub.Sandbox.Payments;
using Hub.Sandbox.Postal;
using Hub.Sandbox.ServiceBus;
using Hub.Sandbox.Twins;

namespace Hub.Sandbox;

/// <summary>Settings of the partner twins. Every default is an invented demo value; nothing here is a real account or key.</summary>
public sealed record SandboxOptions
{
    /// <summary>Addresses to listen on; port 0 takes a free one (read it back from <c>WebApplication.Urls</c>).</summary>
    public IReadOnlyList<string> Urls { get; init; } = ["http://127.0.0.1:0"];

    /// <summary>Seed of every choice a twin makes: answer variants, tokens, which call a fault hits.</summary>
    public int Seed { get; init; } = 20261121;

    /// <summary>Folder of the append-only state log; <see langword="null"/> keeps the state in memory. One process per folder.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>The clock under the twins' own, which the control API can push forward.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    public PortalTwinOptions Portal { get; init; } = new();

    public CaseSystemTwinOptions CaseSystem { get; init; } = new();

    public ServiceBusTwinOptions ServiceBus { get; init; } = new();

    public PostTwinOptions Post { get; init; } = new();

    public PaymentsTwinOptions Payments { get; init; } = new();

    /// <summary>The twins that ship, in the order in which they are reset.</summary>
    internal IReadOnlyList<ITwin> Twins() =>
        [new PortalTwin(Portal), new CaseSystemTwin(CaseSystem), new ServiceBusTwin(ServiceBus), new PostTwin(Post), new PaymentsTwin(Payments)];
}
