using Hub.Core.Envelopes;
using Hub.Core.Outbox;
using Hub.Postal.Booking;
using Hub.Postal.Calls;
using Hub.Postal.Settings;
using Hub.Postal.Telling;
using Microsoft.Extensions.Logging;

namespace Hub.Postal;

/// <summary>
/// Lane <c>postal</c>: books, cancels and redirects at the operators. What was begun is stored before the operator is asked, so that a repeat of the delivery
/// finds the same consignment, number and waybill again.
/// </summary>
public sealed class PostalConnector : IConnector
{
    private readonly PostalContext _context;
    private readonly ILogger<PostalConnector> _logger;
    private readonly BookingService _bookings;
    private readonly CancelService _cancels;
    private readonly RedirectService _redirects;

    public PostalConnector(PostalContext context, OperatorChoice choice, OrderBuilder orders, ILogger<PostalConnector> logger)
    {
        (_context, _logger) = (context, logger);
        var writer = new BookingWriter(context, logger);
        var doubts = new DoubtService(context, writer);
        _bookings = new BookingService(context, new ConsignmentOpener(context), choice, orders, writer, doubts, logger);
        _cancels = new CancelService(context, doubts);
        _redirects = new RedirectService(context, orders, doubts);
    }

    /// <summary>Types of the case system's events that are this lane's work.</summary>
    public static IReadOnlyCollection<string> Requests { get; } =
    [
        PostalEventTypes.PickupRequested, PostalEventTypes.DeliveryRequested, PostalEventTypes.CancelRequested, PostalEventTypes.RedirectRequested,
    ];

    public string Lane => PostalCodes.Lane;

    public IReadOnlyCollection<string> Types => Requests;

    public async Task<Handled> HandleAsync(Delivery delivery, CancellationToken ct)
    {
        var outcome = await OutcomeAsync(delivery, ct);
        if (outcome is Outcome.Reject reject)
        {
            _logger.Held(delivery.Envelope.Key, reject.Code);
        }

        return outcome;
    }

    /// <summary>One operator that answers is enough: the others' deliveries wait by themselves.</summary>
    public async Task<string?> ProbeAsync(CancellationToken ct)
    {
        var reasons = new List<string>();
        using var rest = CancellationTokenSource.CreateLinkedTokenSource(ct);
        await foreach (var probe in Task.WhenEach(_context.Dialects.All.Select(dialect => dialect.ProbeAsync(rest.Token))).WithCancellation(ct))
        {
            if (await probe is not { } reason)
            {
                await rest.CancelAsync();
                return null;
            }

            reasons.Add(reason);
        }

        return string.Join("; ", reasons);
    }

    private async Task<Outcome> OutcomeAsync(Delivery delivery, CancellationToken ct)
    {
        var envelope = delivery.Envelope;
        if (!Requests.Contains(envelope.Type))
        {
            return PostalReplies.Reject(PostalReasonCodes.TypeUnknown, envelope.Type);
        }

        if (delivery.Event is not { } asked)
        {
            return PostalReplies.Reject(PostalReasonCodes.EventMissing);
        }

        var (request, wrong) = PostalRequestReader.Read(envelope, asked);
        return request is null ? PostalReplies.Reject(PostalReasonCodes.RequestInvalid, wrong) : envelope.Type switch
        {
            PostalEventTypes.CancelRequested => await _cancels.CancelAsync(request, ct),
            PostalEventTypes.RedirectRequested => await _redirects.RedirectAsync(request, ct),
            _ => await _bookings.BookAsync(request, ct),
        };
    }
}
