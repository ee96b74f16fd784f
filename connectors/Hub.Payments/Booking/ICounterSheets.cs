using Hub.Payments.Model;

namespace Hub.Payments.Booking;

/// <summary>The static QR sheets that hang at counters. Written by <see cref="PaymentsBatch.Sheets"/>.</summary>
public interface ICounterSheets
{
    /// <summary>By counter, agency and type of fee; at most a thousand.</summary>
    Task<IReadOnlyList<CounterSheet>> ListAsync(CancellationToken ct);
}
