using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hub.Payments.Booking;
using Hub.Payments.Files.Statements;
using Hub.Payments.Model;
using Hub.Payments.Settings;

namespace Hub.Payments.Former;

/// <summary>Takes over money that came in and was not placed in the system before. It is booked like any other: once, and to its fee where its text names one.</summary>
public sealed class FormerLines(BookingService bookings, IPayments payments, TimeProvider clock)
{
    private const int MostName = 140;

    /// <param name="stream">Seekable, left open.</param>
    /// <param name="isTrial">Reads and judges, and books nothing.</param>
    public async Task<FormerReport> ImportAsync(Stream stream, bool isTrial, CancellationToken ct)
    {
        var sheet = new FormerSheet(stream, "account!", "day!", "amount!", "line", "reference", "text");
        var twins = new Dictionary<string, int>(StringComparer.Ordinal);
        var (added, known, isWhole) = (0, 0, true);
        var credits = sheet.Read(row => Read(row, twins)).ToList();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var credit in credits)
        {
            if (isTrial)
            {
                var isNew = seen.Add(credit.Key) && await payments.OfWitnessAsync(credit.Source, credit.Key, ct) is null;
                (added, known) = isNew ? (added + 1, known) : (added, known + 1);
            }
            else if (await bookings.BookAsync(credit, static (batch, _) => batch, null, ct) is { } booked)
            {
                (added, known) = booked.Verdict is Booked.New ? (added + 1, known) : (added, known + 1);
            }
            else
            {
                isWhole = false;
            }
        }

        return new FormerReport(sheet.Count, added, known, sheet.Refused, isWhole);
    }

    private Credit? Read(FormerSheet row, Dictionary<string, int> twins)
    {
        var (account, amount, day) = (row.Needed("account", MostName), row.Amount("amount"), row.Day("day"));
        var (line, reference, text) = (row.Text("line", MostName), row.Text("reference", MostName), row.Text("text"));
        if (day is null)
        {
            row.Refuse("day", RefusalCodes.Date, Reasons.NoDate);
        }

        if (row.IsRefused)
        {
            return null;
        }

        // Each account may be numbered from 1. Without a number of its own a row is known by what it says; twins are two.
        var said = string.Create(CultureInfo.InvariantCulture, $"{account}\n{day:yyyyMMdd}\n{amount}\n{reference}\n{text}");
        var twin = twins[said] = twins.GetValueOrDefault(said) + 1;
        return new Credit
        {
            Source = PaymentCodes.Former,
            Key = line is null ? Digest($"{said}\n{twin}") : $"{account}/{line}",
            Account = account,
            Amount = amount,
            ValueDay = day!.Value,
            ReceivedAt = clock.GetUtcNow(),
            BankReference = reference,
            Text = text,
            Method = PaymentMethod.Transfer,
            Digest = Digest(said),
        };
    }

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
