using System.Globalization;

namespace Hub.ProcessTests.Functions.Host;

/// <summary>Six fields, seconds first: <c>*</c>, numbers, lists, and steps such as <c>*/10</c> or <c>3/10</c>.</summary>
internal sealed class Cron(string text)
{
    private static readonly int[] Most = [59, 59, 23, 31, 12, 6];
    private readonly string[] _fields = text.Split(' ') is { Length: 6 } six ? six : throw new FormatException($"Not six fields: {text}");

    public bool Fits(DateTimeOffset at) =>
        Fits(0, at.Second) && Fits(1, at.Minute) && Fits(2, at.Hour) && Fits(3, at.Day) && Fits(4, at.Month) && Fits(5, (int)at.DayOfWeek);

    private bool Fits(int field, int value) => _fields[field].Split(',').Any(part =>
    {
        var step = part.Split('/');
        if (step.Length == 1)
        {
            return part == "*" || Number(part) == value;
        }

        var start = step[0] == "*" ? 0 : Number(step[0]);
        return value >= start && value <= Most[field] && (value - start) % Number(step[1]) == 0;
    });

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
