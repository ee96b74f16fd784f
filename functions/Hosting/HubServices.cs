using System.Buffers;
using Hub.CaseSystem;
using Hub.CaseSystem.Settings;
using Hub.Core.Dossiers;
using Hub.Core.Envelopes;
using Hub.Core.Intake;
using Hub.Core.Lanes;
using Hub.Core.Ports;
using Hub.Core.Schemas;
using Hub.Core.Steps;
using Hub.Core.Transports;
using Hub.Functions.Azure;
using Hub.Functions.Http;
using Hub.Functions.Http.Postal;
using Hub.Functions.Settings;
using Hub.Functions.Telemetry;
using Hub.Functions.Trust;
using Hub.NationalPortal;
using Hub.NationalPortal.Procedures;
using Hub.NationalPortal.Settings;
using Hub.Postal;
using Hub.Postal.Acts;
using Hub.Postal.Places;
using Hub.Storage.Postgres;
using Hub.Storage.Sqlite;
using Hub.Transports.RabbitMq;
using Hub.Transports.ServiceBus;
using Microsoft.Extensions.Options;

namespace Hub.Functions.Hosting;

/// <summary>What the hub is made of, by name; nothing is found by looking around.</summary>
internal static class HubServices
{
    private static readonly TimeSpan SyncLease = TimeSpan.FromMinutes(30);

    // Behind the bells that a shared store rings: how long an unheard one may cost.
    private static readonly TimeSpan SharedPoll = TimeSpan.FromSeconds(5);

    public static void AddHeart(this IServiceCollection services, HubSettings settings, SchemaCatalogue schemas)
    {
        services.AddSingleton(settings).AddSingleton(TimeProvider.System).AddSingleton(schemas);
        services.AddSingleton(_ => Random.Shared);
        services.AddSingleton<EnvelopeIds>().AddSingleton<LaneSignals>().AddSingleton<PersonalMask>().AddSingleton<LanePorts>();
        _ = settings.Store is StoreKind.Postgres ? services.AddPostgresStore(settings.Postgres!) : services.AddSqliteStore(settings.Data);
        services.AddSingleton(new IntakeRules
        {
            DossierCodes = settings.Intake.DossierCodes,
            MaxFuture = settings.Intake.MaxFuture,
            Resolve = name => Resolve(settings.NationalPortal, name),
        });
        services.AddSingleton<Router>().AddSingleton<EventGate>().AddSingleton<SubmissionBuilder>().AddSingleton<EventIntake>();
    }

    public static void AddConnectors(this IServiceCollection services, HubSettings settings)
    {
        services.AddSingleton<IOptionsFactory<CaseSystemOptions>>(new FixedOptions<CaseSystemOptions>(settings.CaseSystem));
        services.AddCaseSystem();
        AddPost(services, settings);
        if (settings.NationalPortal.BaseAddress is null)
        {
            services.AddSingleton<IConnector>(new UnconfiguredPartner(LaneNames.NationalPortal, NationalPortalConnector.Requests, "NationalPortal:BaseAddress"));
            return;
        }

        services.AddSingleton<IOptionsFactory<NationalPortalOptions>>(new FixedOptions<NationalPortalOptions>(settings.NationalPortal));
        services.AddNationalPortal();
        services.AddSingleton<IStep>(provider =>
        {
            var sync = provider.GetRequiredService<ProcedureSync>();
            return new TimerStep(
                "procedure-sync", provider.GetRequiredService<ITimers>(), provider.GetRequiredService<TimeProvider>(), SyncLease, sync.NextRun,
                async ct => (await sync.RunAsync(ct)) is { } report ? $"{report.Listed} listed, {report.Added} added, {report.Changed} changed, {report.Withdrawn} withdrawn" : null);
        });
    }

    // Endpoints and print need the settings and the calendar whether or not anybody carries yet.
    private static void AddPost(IServiceCollection services, HubSettings settings)
    {
        services.AddSingleton<IOptionsFactory<PostalOptions>>(new FixedOptions<PostalOptions>(settings.Post));
        services.AddSingleton(settings.Calendar()).AddSingleton<PlaceBook>();
        services.AddPostalActs();
        _ = settings.Post.Operators.Count == 0
            ? services.AddSingleton<IConnector>(new UnconfiguredPartner(LaneNames.Postal, PostalConnector.Requests, "Post:Operators"))
            : services.AddPostal().AddPostalTracking(settings.Post.Operators);
    }

    /// <summary>The broker, when there is one. Behind a Functions host nothing is pulled: its triggers bring what Service Bus holds.</summary>
    public static void AddTransport(this IServiceCollection services, HubSettings settings, HubParts parts)
    {
        services.AddSingleton<LaneArrivals>();
        services.AddSingleton(new EventQueueOptions
        {
            Limits = new IntakeLimits(settings.Intake.MaxBatch, settings.Intake.MaxEventBytes, settings.Intake.MaxDepth),
            MaxBodyBytes = settings.Intake.MaxBodyBytes,
            WriteVerdict = WriteVerdict,
        }).AddSingleton<QueuedEvents>();
        if (settings.Transport is TransportKind.ServiceBus)
        {
            services.AddServiceBusTransport(settings.ServiceBus!, settings.AllLanes(), pulls: parts is not HubParts.Functions);
        }

        if (settings.Transport is TransportKind.RabbitMq)
        {
            services.AddRabbitMqTransport(settings.RabbitMq!, settings.AllLanes());
        }
    }

    // What comes by a broker is answered and counted as what comes by HTTP.
    private static void WriteVerdict(ArrayBufferWriter<byte> json, IReadOnlyList<ReadEvent> events, IReadOnlyList<IntakeResult> results)
    {
        HubTelemetry.Count(results);
        EventAnswer.Write(json, events, results);
    }

    public static void AddLoops(this IServiceCollection services, HubSettings settings)
    {
        services.AddSingleton(provider => new ClaimPace(
            provider.GetRequiredService<IOutbox>(), provider.GetRequiredService<TimeProvider>(), settings.Store is StoreKind.Sqlite ? null : SharedPoll));
        services.AddSingleton<LaneRoads>().AddSingleton<LaneSet>();
        services.AddSingleton<RedriveStep>().AddSingleton<IStep>(provider => provider.GetRequiredService<RedriveStep>());
        services.AddSingleton<IStep, RescueStep>();
        services.AddSingleton(provider => new ClockWatch(
            provider.GetRequiredService<IStoreInfo>(), provider.GetRequiredService<TimeProvider>(), settings.AllLanes().Values.Min(lane => lane.Lease) / 4,
            provider.GetRequiredService<ILogger<ClockWatch>>()));
        services.AddSingleton<IStep>(provider => provider.GetRequiredService<ClockWatch>());
        services.AddSingleton<IStep>(provider => new PruneStep(
            provider.GetRequiredService<IRetention>(), provider.GetRequiredService<TimeProvider>(), TimeSpan.FromDays(settings.Retention.ClosedDossierDays)));
        services.AddSingleton<StepSet>().AddSingleton<StepHost>();
    }

    public static void AddTrust(this IServiceCollection services, HubSettings settings)
    {
        services.AddSingleton<LocalKey>().AddSingleton<KeyFactory>();
        services.AddSingleton(provider => new KeyRing(
            provider.GetRequiredService<IKeys>(), provider.GetRequiredService<LocalKey>(), provider.GetRequiredService<TimeProvider>(), settings.Auth.KeyCache));
        services.AddSingleton(settings.Auth).AddSingleton<Callers>();
        services.AddSingleton(provider => new RateLimits(settings.Intake.RatePerKey, settings.Intake.Burst, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new Strangers(settings.Auth.RefusedPerSecond, settings.Auth.RefusedBurst, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<StrangerSums>().AddSingleton<IStep>(provider => provider.GetRequiredService<StrangerSums>());
        services.AddSingleton<IdempotencyGate>().AddSingleton<AuditQueue>().AddSingleton<Refusals>().AddSingleton<SignedGate>().AddSingleton<AccessGate>();
        services.AddTokens(settings.Auth);
    }

    public static void AddFunctions(this IServiceCollection services, HubSettings settings)
    {
        services
            .AddSingleton<IEndpointGroup, TriggerEndpoints>()
            .AddSingleton<TriggerRunner>()
            .AddSingleton<EventTrigger>()
            .AddSingleton<LaneTrigger>()
            .AddSingleton<ScheduleTrigger>();
        _ = settings.Transport is TransportKind.ServiceBus ? services.AddSingleton<IEventReplies, ServiceBusEventReplies>() : services.AddSingleton<IEventReplies, NoEventReplies>();
    }

    public static void AddEndpoints(this IServiceCollection services) => services
        .AddSingleton<IEndpointGroup, EventEndpoints>()
        .AddSingleton<IEndpointGroup, DossierEndpoints>()
        .AddSingleton<IEndpointGroup, LaneEndpoints>()
        .AddSingleton<IEndpointGroup, DeadLetterEndpoints>()
        .AddSingleton<IEndpointGroup, BrokerDeadLetterEndpoints>()
        .AddSingleton<IEndpointGroup, RedriveEndpoints>()
        .AddSingleton<IEndpointGroup, SubscriptionEndpoints>()
        .AddSingleton<IEndpointGroup, FeedEndpoints>()
        .AddSingleton<IEndpointGroup, ProcedureEndpoints>()
        .AddSingleton<IEndpointGroup, PlaceEndpoints>()
        .AddSingleton<IEndpointGroup, PortalInboundEndpoints>()
        .AddSingleton<IEndpointGroup, PostalWebhookEndpoints>()
        .AddSingleton<IEndpointGroup, VerifyEndpoints>()
        .AddSingleton<PlaceNames>().AddSingleton<PrintFont>().AddSingleton<PrintContent>()
        .AddSingleton<IEndpointGroup, PostalJobEndpoints>()
        .AddSingleton<IEndpointGroup, PostalScanEndpoints>()
        .AddSingleton<IEndpointGroup, PostalSheetEndpoints>()
        .AddSingleton<IEndpointGroup, PostalPrintEndpoints>()
        .AddSingleton<IEndpointGroup, WaybillRangeEndpoints>()
        .AddSingleton<IEndpointGroup, DossierPostEndpoints>()
        .AddSingleton<IEndpointGroup, TaskEndpoints>()
        .AddSingleton<IEndpointGroup, KeyEndpoints>()
        .AddSingleton<IEndpointGroup, AuditEndpoints>()
        .AddSingleton<IEndpointGroup, SchemaEndpoints>()
        .AddSingleton<IEndpointGroup, HealthEndpoints>()
        .AddSingleton<IEndpointGroup, MetricsEndpoint>()
        .AddSingleton<IEndpointGroup, ProblemEndpoints>()
        .AddSingleton<MetricsCollector>();

    // The centre's own map first: it may even give a built-in code another meaning.
    private static DossierStatus? Resolve(NationalPortalOptions portal, string name) =>
        portal.StatusMap.TryGetValue(name, out var number) ? number is >= 1 and <= 10 ? (DossierStatus)number : null
        : NationalPortalCodes.LocalStatuses.TryGetValue(name, out var status) ? status
        : null;
}
