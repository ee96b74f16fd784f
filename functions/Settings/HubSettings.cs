using System.ComponentModel.DataAnnotations;
using Hub.Core.Calendar;
using Hub.Core.Lanes;
using Hub.Core.Parties;
using Hub.Functions.Parties;
using Hub.Storage.Postgres;
using Hub.Transports.RabbitMq;
using Hub.Transports.ServiceBus;

namespace Hub.Functions.Settings;

/// <summary>Every setting of the hub with its default. Read from <c>appsettings.json</c>, <c>HUB__…</c> environment variables and the command line, the later winning.</summary>
public sealed record HubSettings
{
    /// <summary>Folder of the embedded store, and of what commands on this machine need to find the running hub.</summary>
    [Required, MinLength(1)]
    public string Data { get; init; } = "data";

    public StoreKind Store { get; init; } = StoreKind.Sqlite;

    /// <summary>The database of <see cref="StoreKind.Postgres"/>.</summary>
    public PostgresOptions? Postgres { get; init; }

    public TransportKind Transport { get; init; } = TransportKind.Outbox;

    /// <summary>The broker of <see cref="TransportKind.RabbitMq"/>.</summary>
    public RabbitMqOptions? RabbitMq { get; init; }

    /// <summary>The namespace of <see cref="TransportKind.ServiceBus"/>.</summary>
    public ServiceBusOptions? ServiceBus { get; init; }

    /// <summary>Where the hub listens, one or more URLs parted by <c>;</c>.</summary>
    [Required, MinLength(1)]
    public string Urls { get; init; } = "http://127.0.0.1:5080";

    public IntakeSettings Intake { get; init; } = new();

    public AuthSettings Auth { get; init; } = new();

    /// <summary>Per lane, by its name, such as <c>Lanes:case-system:Concurrency</c>.</summary>
    public IReadOnlyDictionary<string, LaneOptions> Lanes { get; init; } = new Dictionary<string, LaneOptions>(StringComparer.Ordinal);

    /// <summary>The parties of this hub.</summary>
    public Wings Wings { get; internal init; } = null!;

    internal PartySettings Parties { get; init; } = new(new Dictionary<string, object>(StringComparer.Ordinal));

    public TOptions Of<TOptions>()
        where TOptions : class => Parties.Of<TOptions>();

    public object OptionsOf(Party party) => Parties.Of(party);

    /// <summary>File of the working days, when the list that comes with the hub is not enough; shape as of <see cref="WorkingCalendars.Read"/>.</summary>
    public string? WorkingDays { get; init; }

    public RetentionSettings Retention { get; init; } = new();

    public AuditSettings Audit { get; init; } = new();

    public TelemetrySettings Telemetry { get; init; } = new();

    /// <summary>How long a stop may wait for what is in flight.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan ShutdownTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <exception cref="FormatException">The file holds no list of working days.</exception>
    public WorkingCalendar Calendar() => WorkingDays is null ? WorkingCalendars.BuiltIn : WorkingCalendars.Read(File.ReadAllBytes(WorkingDays));

    /// <summary>Every lane there is, with its options.</summary>
    public IReadOnlyDictionary<string, LaneOptions> AllLanes() =>
        Wings.Parties.Lanes.Union(Lanes.Keys, StringComparer.Ordinal).ToDictionary(lane => lane, LaneOf, StringComparer.Ordinal);

    public LaneOptions LaneOf(string lane) => Lanes.GetValueOrDefault(lane) ?? new LaneOptions();
}
