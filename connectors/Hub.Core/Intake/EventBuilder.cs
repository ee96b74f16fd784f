using Hub.Core.Events;
using Hub.Core.Schemas.Explaining;

namespace Hub.Core.Intake;

/// <summary>Collects the attributes of one event and checks them once, whichever mode brought them.</summary>
internal sealed class EventBuilder
{
    private const int MaxText = 200;
    private const int MaxUri = 500;
    private const int MaxExtension = 2000;
    private const int MaxExtensions = 32;

    private List<SchemaViolation>? _faults;
    private Dictionary<string, string>? _extensions;
    private string? _id;
    private string? _source;
    private string? _specVersion;
    private string? _type;
    private string? _subject;
    private string? _dataSchema;
    private string? _time;
    private string? _dataContentType;
    private string? _traceParent;

    public void Fault(SchemaViolation fault) => (_faults ??= []).Add(fault);

    public void Set(string name, string value)
    {
        switch (name)
        {
            case "id": Once(ref _id, name, value); break;
            case "source": Once(ref _source, name, value); break;
            case "specversion": Once(ref _specVersion, name, value); break;
            case "type": Once(ref _type, name, value); break;
            case "subject": Once(ref _subject, name, value); break;
            case "dataschema": Once(ref _dataSchema, name, value); break;
            case "time": Once(ref _time, name, value); break;
            case "datacontenttype": Once(ref _dataContentType, name, value); break;
            case "traceparent": Once(ref _traceParent, name, value); break;
            default: SetExtension(name, value); break;
        }
    }

    /// <param name="data">Minified JSON; empty when the event carries none.</param>
    public ReadEvent Finish(ReadOnlyMemory<byte> data)
    {
        Require("id", _id);
        Require("source", _source);
        Require("type", _type);
        Require("specversion", _specVersion);
        Text("id", _id, MaxText);
        Text("type", _type, MaxText);
        Text("subject", _subject, MaxUri);
        Uri("source", _source, MaxText, absolute: false);
        Uri("dataschema", _dataSchema, MaxUri, absolute: true);
        var time = Time();
        var isJson = DataIsJson();
        if (_specVersion is { Length: > 0 } and not "1.0")
        {
            return new ReadEvent(null, Faults.SpecVersion(), _id);
        }

        if (_faults is not null)
        {
            return new ReadEvent(null, new Refusal(RefusalNames.InvalidEvent, _faults), _id);
        }

        return isJson ? new ReadEvent(Build(time, data), null, _id) : new ReadEvent(null, Faults.DataType(), _id);
    }

    private CloudEvent Build(DateTimeOffset? time, ReadOnlyMemory<byte> data) => new()
    {
        Id = _id!,
        Source = _source!,
        Type = _type!,
        Subject = _subject,
        Time = time,
        DataSchema = _dataSchema,
        Data = data,
        Extensions = _extensions,
        TraceParent = TraceContext.IsValid(_traceParent) ? _traceParent : null,
    };

    private void Once(ref string? attribute, string name, string value)
    {
        if (attribute is not null)
        {
            Fault(Faults.Twice($"/{name}"));
        }

        attribute = value;
    }

    private void SetExtension(string name, string value)
    {
        if (!AttributeText.IsName(name))
        {
            Fault(Faults.BadName());
        }
        else if (!AttributeText.IsText(value))
        {
            Fault(Faults.BadCharacter(name));
        }
        else if (value.Length > MaxExtension)
        {
            Fault(Faults.TooLong(name, MaxExtension));
        }
        else if (!(_extensions ??= new(StringComparer.Ordinal)).TryAdd(name, value))
        {
            Fault(Faults.Twice($"/{name}"));
        }
        else if (_extensions.Count == MaxExtensions + 1)
        {
            Fault(Faults.TooManyExtensions(MaxExtensions));
        }
    }

    private void Require(string name, string? value)
    {
        if (value is null && _faults?.Exists(f => f.Pointer == $"/{name}") != true)
        {
            Fault(Faults.Missing(name));
        }
    }

    private bool IsPlain(string name, string value, int limit)
    {
        var fault = value.Length == 0 ? Faults.Empty(name)
            : value.Length > limit ? Faults.TooLong(name, limit)
            : AttributeText.IsText(value) ? null
            : Faults.BadCharacter(name);
        if (fault is not null)
        {
            Fault(fault);
        }

        return fault is null;
    }

    private void Text(string name, string? value, int limit)
    {
        if (value is not null)
        {
            IsPlain(name, value, limit);
        }
    }

    private void Uri(string name, string? value, int limit, bool absolute)
    {
        if (value is not null && IsPlain(name, value, limit) && !AttributeText.IsUri(value, absolute))
        {
            Fault(Faults.BadUri(name, absolute));
        }
    }

    private DateTimeOffset? Time()
    {
        if (_time is null)
        {
            return null;
        }

        if (EventTime.TryParse(_time, out var time))
        {
            return time;
        }

        Fault(Faults.BadTime("time"));
        return null;
    }

    // Absent means JSON, by the JSON event format.
    private bool DataIsJson()
    {
        if (_dataContentType is null)
        {
            return true;
        }

        if (!MediaType.TryParse(_dataContentType, out var media))
        {
            Fault(Faults.BadMediaType());
            return true;
        }

        return media is { IsJson: true, IsUtf8: true };
    }
}
