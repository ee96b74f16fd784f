using System.Buffers;
using Hub.Core.Approvals;
using Hub.Core.Clocks;
using Hub.Core.DeadLetters;
using Hub.Core.Dossiers;
using Hub.Core.Envelopes;
using Hub.Core.Inbox;
using Hub.Core.Intake;
using Hub.Core.Lanes;
using Hub.Core.Outbox;
using Hub.Core.Schemas;
using Hub.Core.Steps;
using Hub.Core.Stores;
using Hub.Core.Transports;
using Hub.Core.Trust;
using Hub.Functions.Azure;
using Hub.Functions.Http;
using Hub.Functions.Http.Messages;
using Hub.Functions.Parties;
using Hub.Functions.Settings;
using Hub.Functions.Steps;
using Hub.Functions.Telemetry;
using Hub.Functions.Trust;
using Hub.Functions.Trust.Heads;
using Hub.Storage.Postgres;
using Hub.Storage.Sqlite;
using Hub.Transports.RabbitMq;
using Hub.Transports.ServiceBus;

namespace Hub.Functions.Hosting;

/// <summary>What the hub is made of, by name; nothing is found by looking around.</summary>
internal static class HubServices
{
    // Behind the bells that a shared store rings: how long an unheard one may cost.
    private static readonly TimeSpan SharedPoll = TimeSpan.FromSeconds(5);

    public static void AddHeart(this IServiceCollection services, HubSettings settings, SchemaCatalogue schemas)
    {
        services.AddSingleton(settings).AddSingleton(settings.Wings).AddSingleton(settings.Wings.Parties).AddSingleton(TimeProvider.System).AddSingleton(schemas);
        services.AddSingleton(_ => Random.Shared);
        services.AddSingleton<EnvelopeIds>().AddSingleton<LaneSignals>().AddSingleton<PersonalMask>().AddSingleton<DeadLetterEdits>().AddSingleton<LanePorts>();
        services.AddSingleton<GuardedFields>().AddSingleton<DeadLetterEditKind>().AddSingleton<IProposalKind>(provider => provider.GetRequiredService<DeadLetterEditKind>());
        _ = settings.Store is StoreKind.Postgres ? services.AddPostgresStore(settings.Postgres!, settings.Wings.Store) : services.AddSqliteStore(settings.Data, settings.Wings.Store);
        services.AddSingleton(new IntakeRules
        {
            DossierCodes = settings.Intake.DossierCodes,
            MaxFuture = settings.Intake.MaxFuture,
            Resolve = name => Resolve(settings, name),
        });
        services.AddSingleton<Router>().AddSingleton<EventGate>().AddSingleton<SubmissionBuilder>().AddSingleton<EventIntake>();
    }

    /// <summary>Every party: its endpoints, and its connector once it is configured. Until then its lane keeps everything.</summary>
    public static void AddParties(this IServiceCollection services, HubSettings settings)
    {
        services.AddSingleton(settings.Calendar());
        foreach (var wing in settings.Wings.All)
        {
            wing.AddServices(services, settings.Parties);
            if (wing.Party.MissingSetting(settings.OptionsOf(wing.Party)) is { } missing)
            {
                services.AddSingleton<IConnector>(new UnconfiguredPartner(wing.Party.Lane, wing.Party.Requests, missing));
            }
            else
            {
                wing.AddConnector(services, settings.Parties);
            }
        }
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
        services.AddSingleton<IStep, LapseStep>();
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
        services.AddSingleton<LocalKey>().AddSingleton<KeyFactory>().AddSingleton<Ownership>();
        services.AddSingleton(provider => new KeyRing(
            provider.GetRequiredService<IKeys>(), provider.GetRequiredService<LocalKey>(), settings.Wings, provider.GetRequiredService<TimeProvider>(), settings.Auth.KeyCache));
        services.AddSingleton(settings.Auth).AddSingleton<Callers>();
        services.AddSingleton(provider => new RateLimits(settings.Intake.RatePerKey, settings.Intake.Burst, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new Strangers(settings.Auth.RefusedPerSecond, settings.Auth.RefusedBurst, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<StrangerSums>().AddSingleton<IStep>(provider => provider.GetRequiredService<StrangerSums>());
        services.AddSingleton(provider => new Traffic(settings.Intake, provider.GetRequiredService<TimeProvider>())).AddSingleton<IdempotencyGate>().AddSingleton<AuditQueue>().AddSingleton<Refusals>().AddSingleton<SignedGate>().AddSingleton<AccessGate>();
        services.AddSingleton<IStep>(provider => new AuditHeadStep(
            provider.GetRequiredService<IAuditLog>(), HeadListeners.Of(settings.Audit, provider.GetRequiredService<IInbox>()), settings.Audit.HeadEvery,
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<AuditHeadStep>>()));
        services.AddTokens(settings.Auth);
    }

    public static void AddFunctions(this IServiceCollection services, HubSettings settings)
    {
        services
            .AddSingleton<TriggerRunner>()
            .AddSingleton<EventTrigger>()
            .AddSingleton<LaneTrigger>()
            .AddSingleton<ScheduleTrigger>()
            .AddSingleton(provider => new Triggers(
                provider.GetRequiredService<TriggerRunner>(), provider.GetRequiredService<EventTrigger>(), provider.GetRequiredService<LaneTrigger>(),
                provider.GetRequiredService<ScheduleTrigger>(), settings.Wings.Parties));
        _ = settings.Transport is TransportKind.ServiceBus ? services.AddSingleton<IEventReplies, ServiceBusEventReplies>() : services.AddSingleton<IEventReplies, NoEventReplies>();
    }

    public static void AddEndpoints(this IServiceCollection services) => services
        .AddSingleton<IEndpointGroup, EventEndpoints>()
        .AddSingleton<IEndpointGroup, DossierEndpoints>()
        .AddSingleton<IEndpointGroup, LaneEndpoints>()
        .AddSingleton<IEndpointGroup, DeadLetterEndpoints>()
        .AddSingleton<IEndpointGroup, BrokerDeadLetterEndpoints>()
        .AddSingleton<IEndpointGroup, RedriveEndpoints>()
        .AddSingleton<IEndpointGroup, PlaceEndpoints>()
        .AddSingleton<IEndpointGroup, ProcedureEndpoints>()
        .AddSingleton<IEndpointGroup, TaskEndpoints>()
        .AddSingleton<ApprovalViews>()
        .AddSingleton<Proposing>()
        .AddSingleton<IEndpointGroup, ApprovalEndpoints>()
        .AddSingleton<IEndpointGroup, KeyEndpoints>()
        .AddSingleton<IEndpointGroup, AuditEndpoints>()
        .AddSingleton<IEndpointGroup, SchemaEndpoints>()
        .AddSingleton<IEndpointGroup, HealthEndpoints>()
        .AddSingleton<IEndpointGroup, MetricsEndpoint>()
        .AddSingleton<IEndpointGroup, ProblemEndpoints>()
        .AddSingleton<IEndpointGroup, VerifyCheckEndpoints>()
        .AddSingleton<MetricsCollector>();

    private static DossierStatus? Resolve(HubSettings settings, string name) => settings.Wings.Parties.All
        .Select(party => party.ResolveStatus(settings.OptionsOf(party), name)).FirstOrDefault(status => status is not null);
}
