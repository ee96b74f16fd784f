using System.Text.RegularExpressions;
using Hub.Core.Intake;

namespace Hub.Postal.Dialects.Wire;

/// <summary>Takes persons out of what an operator answered: the values of the order's parties, and every run of six or more digits but in the order's own codes.</summary>
internal static partial class PostalMask
{
    private const int Longest = 500;

    public static string Apply(string text, BookingOrder order) => Apply(text, Personal(order), [order.Number, order.Waybill]);

    /// <param name="known">Codes that staff look for and that are no person's.</param>
    public static string Apply(string text, IEnumerable<string?> personal, IEnumerable<string?> known)
    {
        var kept = known.Where(code => code is { Length: > 0 }).ToList();
        var masked = personal.Where(value => value?.Trim().Length > 2).Select(value => value!.Trim()).OrderByDescending(value => value.Length)
            .Aggregate(text, (said, value) => said.Replace(value, "[…]", StringComparison.OrdinalIgnoreCase));
        var parts = kept.Count == 0 ? [masked] : Regex.Split(masked, $"({string.Join('|', kept.Select(code => Regex.Escape(code!)))})", RegexOptions.None, TimeSpan.FromSeconds(1));
        var whole = string.Concat(parts.Select(part => kept.Contains(part) ? part : Numbers().Replace(part, "******")));
        return OutsideText.Cut(whole, Longest);
    }

    private static IEnumerable<string?> Personal(BookingOrder order) => ((OrderParty[])[order.Sender, order.Receiver])
        .SelectMany(party => (string?[])[party.Name, party.Phone, party.Email, party.Address]);

    [GeneratedRegex("[0-9]{6,}")]
    private static partial Regex Numbers();
}
