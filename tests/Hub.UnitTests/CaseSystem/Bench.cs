using System.Text;
using Hub.CaseSystem;
using Hub.CaseSystem.Addresses;
using Hub.CaseSystem.Settings;
using Hub.CaseSystem.Webhooks;
using Hub.Core.Envelopes;
using Hub.Core.Events;
using Hub.Core.Inbox;
using Hub.Core.Outbox;
using Hub.NationalPortal.Settings;
using Hub.Tests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Hub.UnitTests.CaseSystem;

/// <summary>The lane as the host wires it, with ports in memory, a clock that stands and a resolver with a book.</summary>
internal sealed class Bench : IAsyncDisposable
{
    public const string Secret = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    public const string Dossier = "000.01.15.H40-261121-0001";
    public static readonly DateTimeOffset Now = new(2026, 11, 21, 2, 15, 30, TimeSpan.Zero);

    private readonly ServiceProvider _services;

    public Bench(CaseSystemOptions options)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSingleton<ISubscriptions>(Subscriptions);
        services.AddSingleton<IInbox>(Events);
        services.AddSingleton<IHostResolver>(Names);
        services.AddSingleton(Options.Create(options));
        services.AddCaseSystem();
        _services = services.BuildServiceProvider(validateScopes: true);
    }

    public ManualClock Clock { get; } = new(Now);

    public MemorySubscriptions Subscriptions { get; } = new();

    public MemoryInbox Events { get; } = new();

    public Names Names { get; } = new();

    public ICaseSystemApi Api => _services.GetRequiredService<ICaseSystemApi>();

    public WebhookAddressGuard Guard => _services.GetRequiredService<WebhookAddressGuard>();

    public IConnector Connector => _services.GetRequiredService<IConnector>();

    /// <summary>Open to a receiver on loopback.</summary>
    public static Bench For(Receiver receiver, TimeSpan? timeout = null) => new(new CaseSystemOptions
    {
        AllowedNetworks = ["127.0.0.0/8"],
        AllowHttp = true,
        ExtraPorts = [receiver.Url.Port],
        Timeout = timeout ?? TimeSpan.FromSeconds(20),
    });

    public static CloudEvent AnEvent() => new()
    {
        Id = "e-1",
        Source = "/hub/portal",
        Type = PortalEventTypes.DossierSubmittedOnline,
        Subject = Dossier,
        Time = Now.AddMinutes(-3),
        Data = Encoding.UTF8.GetBytes("""{"applicant":{"name":"Nguyễn Văn Mẫu","phone":"0900000001"}}"""),
    };

    public static WebhookRequest ARequest(Uri url) =>
        CaseSystemMapper.ToRequest(ASubscription(url), [WebhookSecret.Parse(Secret)!], AnEvent(), AnEvent().Data, null, Now);

    public static Subscription ASubscription(Uri url) => new("sub-1", url, ["*"], [Secret], IsActive: true, Now.AddDays(-1));

    public Delivery ADelivery(CloudEvent e, string subscriptionId = "sub-1") => new()
    {
        Envelope = new Envelope
        {
            Seq = 1,
            Id = new EnvelopeId(new Guid("0193a000-0000-7000-8000-000000000001")),
            Lane = "case-system",
            Key = $"{subscriptionId}|{e.Subject ?? e.Id}",
            Type = e.Type,
            EventSeq = Events.Put(e, Now),
            Body = e.Data,
            CreatedAt = Now,
        },
        Attempts = 0,
        IsDoubtful = false,
        Lease = 1,
    };

    public async ValueTask DisposeAsync() => await _services.DisposeAsync();
}
