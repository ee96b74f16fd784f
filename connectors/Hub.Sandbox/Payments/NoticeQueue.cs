using System.Text.Json;
using Hub.Sandbox.Twins;

namespace Hub.Sandbox.Payments;

/// <summary>Where the messengers tell, and what they have yet to tell. What happens while a messenger has no address is never told by it.</summary>
internal sealed class NoticeQueue(PaymentsTwinOptions options, TwinJournal journal, TwinClock clock, Effects effects)
{
    public const string Line = "bank-notice";
    public const string SettingsLine = "bank-messenger";

    private readonly Lock _gate = new();
    private readonly OwedCalls<Notice> _owed = new(journal, clock, Line, "notice");
    private Dictionary<string, MessengerSettings> _settings = new(options.Messengers);

    public IReadOnlyDictionary<string, MessengerSettings> Settings
    {
        get
        {
            lock (_gate)
            {
                return new Dictionary<string, MessengerSettings>(_settings);
            }
        }
    }

    public IReadOnlyList<Notice> Owed => _owed.All;

    /// <summary>When one that has an address is next due.</summary>
    public DateTimeOffset? NextAt => Addressed().Select(notice => (DateTimeOffset?)notice.NextAt).Min();

    /// <summary>What is due, the first that happened first.</summary>
    public IReadOnlyList<Notice> Due()
    {
        var now = clock.GetUtcNow();
        return [.. Addressed().Where(notice => notice.NextAt <= now).OrderBy(notice => notice.NextAt).ThenBy(notice => notice.Number)];
    }

    /// <summary>Owes it at its time to each messenger that tells of such things and has an address.</summary>
    public void Add(Told told)
    {
        lock (_gate)
        {
            foreach (var (name, settings) in _settings.Where(pair => pair.Value.Url is not null && NoticeFormats.All[pair.Key].Tells(told)))
            {
                if (told.Movement?.Tellers is { } tellers && !tellers.Contains(name))
                {
                    continue;
                }

                _owed.Add(number => new Notice(number, name, told.Movement?.Seq ?? 0, told.Bill?.Reference, 0, told.Movement?.At ?? clock.GetUtcNow()));
            }
        }
    }

    /// <summary>Notes how an attempt went: taken, to be told again, or given up.</summary>
    public void Settle(Notice notice, bool isTaken)
    {
        effects.Count(isTaken ? PaymentsEffects.Told(notice.Messenger) : PaymentsEffects.Failed(notice.Messenger));
        if (!_owed.Settle(notice, isTaken, [.. NoticeFormats.All[notice.Messenger].Waits.Select(wait => wait * options.Pace)]))
        {
            effects.Count(PaymentsEffects.GivenUp(notice.Messenger));
        }
    }

    public void Set(string name, MessengerSettings settings)
    {
        lock (_gate)
        {
            _settings[name] = settings;
            journal.Add(SettingsLine, writer =>
            {
                writer.WriteString("name", name);
                writer.WritePropertyName("settings");
                JsonSerializer.Serialize(writer, settings, TwinJson.Control);
            });
        }
    }

    public void RestoreSettings(JsonElement line)
    {
        lock (_gate)
        {
            _settings[line.Text("name")] = TwinJournal.Read<MessengerSettings>(line, "settings");
        }
    }

    public void Restore(JsonElement line) => _owed.Restore(line);

    public void Clear()
    {
        lock (_gate)
        {
            _owed.Clear();
            _settings = new Dictionary<string, MessengerSettings>(options.Messengers);
        }
    }

    private List<Notice> Addressed()
    {
        lock (_gate)
        {
            return [.. _owed.All.Where(notice => _settings.GetValueOrDefault(notice.Messenger)?.Url is not null)];
        }
    }
}

/// <summary>What a messenger owes to the hub.</summary>
/// <param name="Movement">0 where a bill failed and no money moved.</param>
/// <param name="Attempt">Attempts made so far.</param>
/// <param name="NextAt">Not before this moment on the twin's clock.</param>
internal sealed record Notice(long Number, string Messenger, long Movement, string? Bill, int Attempt, DateTimeOffset NextAt) : IOwedCall<Notice>
{
    public Notice Again(DateTimeOffset at) => this with { Attempt = Attempt + 1, NextAt = at };
}
