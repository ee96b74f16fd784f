using System.Globalization;
using Hub.Core;
using Hub.Core.Events;
using Hub.Core.Schemas.Explaining;
using Hub.Functions.Problems;

namespace Hub.Functions.Http.Messages;

/// <summary>Reads query parameters and gathers what is wrong with them.</summary>
internal sealed class QueryReader(IQueryCollection query)
{
    private const int MaxText = 200;
    private readonly List<SchemaViolation> _errors = [];

    public Problem? Problem => _errors.Count == 0 ? null : new Problem(ProblemKinds.InvalidRequest) { Errors = _errors };

    public long After() => Number("after", 0, 0, long.MaxValue);

    public int Limit() => (int)Number("limit", 100, 1, 1000);

    public long Number(string name, long otherwise, long least, long most)
    {
        if (Text(name) is not { } text)
        {
            return otherwise;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        var range = most == long.MaxValue ? $"≥ {least}" : $"{least}–{most}";
        Fault(name, "range", ($"Tham số “{name}” phải là số nguyên {range}.", $"The parameter “{name}” must be a whole number {range}."));
        return otherwise;
    }

    public DateTimeOffset? Time(string name)
    {
        // A plus sign that was not escaped arrives as a space.
        if (Text(name)?.Replace(' ', '+') is not { } text)
        {
            return null;
        }

        if (EventTime.TryParse(text, out var time))
        {
            return time;
        }

        Fault(name, "date-time", ($"Tham số “{name}” phải là thời điểm RFC 3339.", $"The parameter “{name}” must be an RFC 3339 date-time."));
        return null;
    }

    public T? Word<T>(string name, params (string Word, T Value)[] words) where T : struct
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        foreach (var (word, value) in words)
        {
            if (word == text)
            {
                return value;
            }
        }

        var list = string.Join(", ", words.Select(w => w.Word));
        Fault(name, "enum", ($"Tham số “{name}” phải là một trong: {list}.", $"The parameter “{name}” must be one of: {list}."));
        return null;
    }

    public string? Text(string name)
    {
        var values = query[name];
        if (values.Count == 0 || string.IsNullOrEmpty(values[0]))
        {
            return null;
        }

        if (values.Count == 1 && values[0]!.Length <= MaxText)
        {
            if (IsText(values[0]!))
            {
                return values[0];
            }

            Fault(name, "characters", ($"Tham số “{name}” chứa ký tự điều khiển hoặc không phải UTF-8.", $"The parameter “{name}” holds a control character or is not UTF-8."));
            return null;
        }

        Fault(name, "maxLength", ($"Tham số “{name}” chỉ nhận một giá trị, tối đa {MaxText} ký tự.", $"The parameter “{name}” takes one value of at most {MaxText} characters."));
        return null;
    }

    // The server decodes what is no UTF-8 as the replacement character, which nobody means.
    private static bool IsText(string text) => !text.Any(letter => char.IsControl(letter) || letter == '\uFFFD');

    private void Fault(string name, string rule, Bilingual text) => _errors.Add(new SchemaViolation(name, rule, text));
}
