using System.Collections.Concurrent;
using Hub.Core.Envelopes;
using Hub.Core.Outbox;
using Hub.Postal.Booking;
using Hub.Postal.Calls;
using Hub.Postal.Consignments;
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
    private readonly ConsignmentOpener _opener;
    private readonly OperatorChoice _choice;
    private readonly BookingService _bookings;
    private readonly CancelService _cancels;
    private readonly RedirectService _redirects;
    private readonly ReceiverMemory _receivers = new();

    public PostalConnector(PostalContext context, OperatorChoice choice, OrderBuilder orders, ILogger<PostalConnector> logger)
    {
        (_context, _logger, _choice, _opener) = (context, logger, choice, new ConsignmentOpener(context));
        var writer = new BookingWriter(context, logger);
        var doubts = new DoubtService(context, writer);
        _bookings = new BookingService(context, _opener, choice, orders, writer, doubts, logger);
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

    /// <summary>Where there are several operators each is a receiver: one that hangs keeps the parcels of no other waiting.</summary>
    public bool HasReceivers => _context.Dialects.All.Count > 1;

    public async ValueTask<string?> ReceiverAsync(Delivery delivery, CancellationToken ct)
    {
        if (!HasReceivers || delivery.Event is not { } asked)
        {
            return null;
        }

        // Where the strand belongs to another receiver it goes back and comes again: what was read for it is still true then.
        if (_receivers.TryFind(delivery, out var receiver))
        {
            return receiver;
        }

        receiver = PostalRequestReader.Read(delivery.Envelope, asked).Request is { } request ? await ReceiverOfAsync(delivery, request, ct) : null;
        _receivers.Keep(delivery, receiver);
        return receiver;
    }

    private async Task<string?> ReceiverOfAsync(Delivery delivery, PostalRequest request, CancellationToken ct)
    {

        if (delivery.Envelope.Type is PostalEventTypes.CancelRequested or PostalEventTypes.RedirectRequested)
        {
            return OperatorOf(await TargetFinder.FindAsync(_context, request, ct));
        }

        var consignment = (await _opener.OpenAsync(request, ct)).Consignment;
        return consignment is null ? null
            : OperatorOf(consignment) ?? ((await _choice.NamedAsync(consignment, request.Operator, ct)).Named is [var first, ..] ? first.Operator : null);
    }

    public async Task<Handled> HandleAsync(Delivery delivery, CancellationToken ct)
    {
        _receivers.Forget(delivery);
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

    private static string? OperatorOf(Consignment? consignment) => consignment?.Booking?.Operator ?? consignment?.Operator;

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

/// <summary>Whose a delivery is, from the first look at it until it is attempted: each attempt may give the consignment to another operator.</summary>
internal sealed class ReceiverMemory
{
    // Deliveries that others attempted stay until then; what is forgotten is read again.
    private const int Most = 4096;
    private readonly ConcurrentDictionary<(EnvelopeId, int), (ReadOnlyMemory<byte> Body, string? Receiver)> _known = new();

    /// <param name="receiver">Null where none can be told.</param>
    public bool TryFind(Delivery delivery, out string? receiver)
    {
        // A person may have edited it meanwhile and set its attempts back.
        var isKnown = _known.TryGetValue((delivery.Envelope.Id, delivery.Attempts), out var known) && known.Body.Span.SequenceEqual(delivery.Envelope.Body.Span);
        receiver = isKnown ? known.Receiver : null;
        return isKnown;
    }

    public void Keep(Delivery delivery, string? receiver)
    {
        if (_known.Count >= Most)
        {
            _known.Clear();
        }

        _known[(delivery.Envelope.Id, delivery.Attempts)] = (delivery.Envelope.Body, receiver);
    }

    public void Forget(Delivery delivery) => _known.TryRemove((delivery.Envelope.Id, delivery.Attempts), out _);
}
