using Hub.Core.Calendar;
using Hub.Core.Envelopes;
using Hub.Core.Events;
using Hub.Core.Tasks;

namespace Hub.Core.Dossiers;

/// <summary>Tells a dossier's story, pure. Whoever must not see personal data is given events whose data is masked already.</summary>
public static class TimelineBuilder
{
    /// <param name="events">In order of event time.</param>
    /// <param name="envelopes">Unsettled, skipped and latest settled ones, in every lane.</param>
    /// <param name="states">What each lane's connector knows of its partner.</param>
    /// <param name="tasks">Open ones about the dossier, the most urgent first.</param>
    public static Timeline Build(
        DossierRow dossier, IReadOnlyList<StoredEvent> events, IReadOnlyList<EnvelopeRecord> envelopes,
        IReadOnlyDictionary<string, PartnerState> states, IReadOnlyList<WorkTask> tasks, TimelineVocabulary vocabulary, Language language)
    {
        var resolve = vocabulary.Resolve;
        var words = new TimelineWords(language, resolve, vocabulary.Wordings);
        var official = dossier.Status is { } said ? resolve(said)?.Name() ?? said : null;
        var read = TimelineOrder.ByAct(events.Select(TimelineData.Read));
        var holder = Last(read, e => e.Text("holder", "name")) ?? Last(read, e => IsOfDossier(e.Type) ? e.Text("agency", "name") : null);
        var since = read.LastOrDefault(e => e.Type is EventTypes.DossierStatusChanged or EventTypes.DossierReceived or EventTypes.DossierProgressNoted);
        var status = read.LastOrDefault(e => e.Type is EventTypes.DossierStatusChanged);
        var standings = vocabulary.Standings.Select(standing => standing(words, read)).OfType<TimelineStanding>().ToList();
        var dead = envelopes.Count(e => e.State is EnvelopeState.Dead);
        return new Timeline(
            dossier.Code,
            dossier.ProcedureCode,
            official,
            words.Status(official),
            string.Join(' ', standings.Select(standing => standing.Where).Prepend(words.Where(official, dossier.IsClosed, holder))),
            standings.Select(standing => standing.Holder).FirstOrDefault(held => held is not null) ?? words.Holder(dossier.IsClosed, official, holder),
            words.Since(dossier.StatusAt ?? since.Stored?.At ?? dossier.FirstAt),
            words.Next(
                words.Next(official, dossier.IsClosed, status.Stored is null ? null : status, Last(read, e => e.Time("appointmentAt"))), dossier.IsClosed, dead,
                [.. tasks.Select(task => (Text(task), task.DueAt))], [.. standings.Select(standing => standing.Next).OfType<string>()]),
            [.. read.Select(e => new TimelineLine(Local(e.Stored.At), Kind(e.Type), words.Line(e) + Aside(e.Stored.Seq, envelopes, words), e.Stored.Seq))],
            Lanes(envelopes, states, vocabulary.Findings, words),
            [.. tasks.Select(task => new TimelineTask(task.Id, task.Kind, words.Say(Text(task)), task.Owner, Local(task.DueAt)))]);
    }

    private static Bilingual Text(WorkTask task) => (task.Vietnamese, task.English);

    // What a person took off its way never reached the partner, and nobody must think that it did.
    private static string Aside(long seq, IReadOnlyList<EnvelopeRecord> envelopes, TimelineWords words) => string.Concat(
        from e in envelopes
        where e.Envelope.EventSeq == seq && e.State is EnvelopeState.Skipped or EnvelopeState.Discarded
        select $" ({words.Aside(e.Envelope.Lane, e.State is EnvelopeState.Discarded)})");

    private static List<TimelineLane> Lanes(
        IReadOnlyList<EnvelopeRecord> envelopes, IReadOnlyDictionary<string, PartnerState> states,
        IReadOnlyDictionary<string, Bilingual> findings, TimelineWords words)
    {
        var lanes = envelopes.Select(e => e.Envelope.Lane).Concat(states.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return [.. lanes.Select(lane => Lane(lane, [.. envelopes.Where(e => e.Envelope.Lane == lane)], states.GetValueOrDefault(lane), findings, words))];
    }

    private static TimelineLane Lane(string lane, IReadOnlyList<EnvelopeRecord> envelopes, PartnerState? state,
        IReadOnlyDictionary<string, Bilingual> findings, TimelineWords words)
    {
        var dead = envelopes.Where(e => e.State is EnvelopeState.Dead).ToList();
        var waiting = envelopes.Where(e => e.State is EnvelopeState.Waiting).ToList();
        var held = waiting.Count(e => dead.Exists(d => d.Envelope.Key == e.Envelope.Key && d.Envelope.Seq < e.Envelope.Seq));
        var setAside = envelopes.Count(e => e.State is EnvelopeState.Skipped);
        var delivered = envelopes.Where(e => e.State is EnvelopeState.Done).Max(e => e.SettledAt);
        return new TimelineLane(
            lane, waiting.Count, held, dead.Count, setAside, delivered is { } at ? Local(at) : null,
            words.Lane(waiting.Count, held, dead.Count, setAside, delivered), TimelineFindings.Of(state, words, findings));
    }

    private static string? Last(List<TimelineData> events, Func<TimelineData, string?> read)
    {
        for (var i = events.Count - 1; i >= 0; i--)
        {
            if (read(events[i]) is { } text)
            {
                return text;
            }
        }

        return null;
    }

    // An agency that another party's event names need not be who decides.
    private static bool IsOfDossier(string type) => type.StartsWith(EventTypes.Prefix + "dossier.", StringComparison.Ordinal);

    private static string Kind(string type)
    {
        var name = type.StartsWith(EventTypes.Prefix, StringComparison.Ordinal) ? type[EventTypes.Prefix.Length..] : type;
        var version = name.LastIndexOf(".v", StringComparison.Ordinal);
        return version > 0 ? name[..version] : name;
    }

    private static DateTimeOffset Local(DateTimeOffset at) => at.ToOffset(VietnamClock.Offset);
}

/// <summary>The words that the heart does not have of its own.</summary>
/// <param name="Resolve">The centre's status map: its own code to one of the ten; null for a code that is not mapped.</param>
/// <param name="Wordings">How parties tell their events, by type.</param>
/// <param name="Findings">What the connectors' findings say, by rule.</param>
public sealed record TimelineVocabulary(
    Func<string, DossierStatus?> Resolve, IReadOnlyDictionary<string, TimelineWording> Wordings, IReadOnlyDictionary<string, Bilingual> Findings)
{
    /// <summary>How parties tell what is under way at them.</summary>
    public IReadOnlyList<TimelineStandings> Standings { get; init; } = [];
}
