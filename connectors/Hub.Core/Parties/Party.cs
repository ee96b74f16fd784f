using Hub.Core.Dossiers;

namespace Hub.Core.Parties;

/// <summary>What the rest of the hub knows of an outside party. Everything that must name a party is derived from this.</summary>
public abstract record Party
{
    /// <summary>Name of its lane, in lower case with hyphens.</summary>
    public required string Lane { get; init; }

    /// <summary>The party as a sentence names it: <c>bưu điện</c>, <c>the post</c>.</summary>
    public required Bilingual Name { get; init; }

    /// <summary>Event types that its lane takes.</summary>
    public required IReadOnlyCollection<string> Requests { get; init; }

    /// <summary>How the timeline tells its events, by type.</summary>
    public IReadOnlyDictionary<string, TimelineWording> Timeline { get; init; } = new Dictionary<string, TimelineWording>(StringComparer.Ordinal);

    /// <summary>How the timeline tells what is under way at it; null when it never holds anything of a dossier.</summary>
    public TimelineStandings? Standing { get; init; }

    /// <summary>What its connector's findings say, by rule.</summary>
    public IReadOnlyDictionary<string, Bilingual> Findings { get; init; } = new Dictionary<string, Bilingual>(StringComparer.Ordinal);

    /// <summary>Its loops. What is not named here runs at every instance and has no timer.</summary>
    public IReadOnlyList<PartyStep> Steps { get; init; } = [];

    /// <summary>Timers that poke its loops where nothing keeps the process alive.</summary>
    public IReadOnlyList<PartySchedule> Schedules { get; init; } = [];

    /// <summary>Roles of callers that only this party knows.</summary>
    public IReadOnlyList<PartyRole> Roles { get; init; } = [];

    /// <summary>Codes of its dead letters; each has a page in the runbook.</summary>
    public IReadOnlyCollection<string> ReasonCodes { get; init; } = [];

    /// <summary>Kinds of the tasks that it opens; each has a page in the runbook.</summary>
    public IReadOnlyCollection<string> TaskKinds { get; init; } = [];

    /// <summary>Fields that need two people to change, of its types that have no schema to mark them by.</summary>
    public IReadOnlyList<GuardedField> Guarded { get; init; } = [];

    /// <summary>What <c>hub doctor</c> says when nothing is configured; null when a centre is not finished without this party.</summary>
    public Bilingual? NotInUse { get; init; }

    /// <summary>Section of its settings.</summary>
    public required string Section { get; init; }

    public abstract object DefaultOptions { get; }

    /// <summary>What is wrong with the options, each with the full name of its setting.</summary>
    public abstract IEnumerable<OptionFault> Check(object options);

    /// <summary>The options as they count: with what follows from what was set.</summary>
    public abstract object Complete(object options);

    /// <summary>What one of the centre's own names of a status stands for, where this party's settings map it.</summary>
    public abstract DossierStatus? ResolveStatus(object options, string name);

    /// <summary>Organisations to which a key of one of its bound roles may belong.</summary>
    public abstract IReadOnlyCollection<string> Organisations(object options);

    /// <summary>The setting that must be there before the lane can deliver anything; null when it is there.</summary>
    public abstract string? MissingSetting(object options);
}

/// <inheritdoc/>
public sealed record Party<TOptions> : Party
    where TOptions : class, new()
{
    public Func<TOptions, IEnumerable<OptionFault>> Faults { get; init; } = _ => [];

    public Func<TOptions, string?> Missing { get; init; } = _ => null;

    public Func<TOptions, TOptions> Completed { get; init; } = options => options;

    public Func<TOptions, string, DossierStatus?> Status { get; init; } = (_, _) => null;

    public Func<TOptions, IReadOnlyCollection<string>> Organised { get; init; } = _ => [];

    public override object DefaultOptions => new TOptions();

    public override IEnumerable<OptionFault> Check(object options) => Faults((TOptions)options);

    public override object Complete(object options) => Completed((TOptions)options);

    public override DossierStatus? ResolveStatus(object options, string name) => Status((TOptions)options, name);

    public override IReadOnlyCollection<string> Organisations(object options) => Organised((TOptions)options);

    public override string? MissingSetting(object options) => Missing((TOptions)options);
}

/// <param name="Setting">Full name, such as <c>Post:Operators:0:Name</c>.</param>
public sealed record OptionFault(string Setting, Bilingual Text);

/// <param name="Type">Of the envelope.</param>
/// <param name="Path">RFC 6901 into its body, <c>*</c> standing for any entry of an array: <c>/lines/*/amount</c>.</param>
/// <param name="Class"><c>money</c> or <c>identity</c>.</param>
public sealed record GuardedField(string Type, string Path, string Class);

/// <param name="Name">Of the step; one that ends in <c>:</c> means every step whose name begins so.</param>
/// <param name="AtOneInstance">Whether only one of several instances runs it at a time: it presses a partner, or judges by counting.</param>
/// <param name="Schedule">Timer that pokes it.</param>
public sealed record PartyStep(string Name, bool AtOneInstance, string? Schedule = null);

/// <param name="Cron">Six fields, seconds first, in UTC, as timer triggers take it.</param>
public sealed record PartySchedule(string Name, string Cron);

/// <param name="Binding">Null when a key of this role belongs to nobody in particular.</param>
public sealed record PartyRole(string Name, RoleBinding? Binding = null);

/// <summary>A key of the role belongs to one organisation, and perhaps to one office of it.</summary>
/// <param name="Setting">Where the organisations are set up.</param>
/// <param name="Organisation">What such an organisation is called.</param>
/// <param name="Office">What an office of it is called.</param>
/// <param name="Staff">Whose keys they are, as a sentence names them.</param>
public sealed record RoleBinding(string Setting, Bilingual Organisation, Bilingual Office, Bilingual Staff);
