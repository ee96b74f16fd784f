using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hub.Core.Intake;
using Hub.Postal.Consignments;
using Hub.Postal.Dialects.Wire;
using Hub.Postal.Settings;

namespace Hub.Postal.Dialects.MyVnPost;

/// <summary>Our order as theirs, their history and webhook as tracking events. Pure.</summary>
internal sealed class MyVnPostMapper(string @operator, PostalOperatorOptions options) : IPostalTables
{
    private const int MaxCode = 100;
    private const int Envelope = 100;
    private const int Paper = 10;

    private readonly StatusTable _codes = new(MyVnPostCodes.States, OperatorReasons.Assumed, options);

    /// <returns>The order, or the names of the fields that it cannot go without.</returns>
    public (MyVnPostCreate? Order, string? Missing) Order(BookingOrder order)
    {
        var missing = Missing("sender", order.Sender).Concat(Missing("receiver", order.Receiver)).ToList();
        return missing.Count > 0 ? (null, string.Join(", ", missing)) : (new MyVnPostCreate(1, "GUI", options.CustomerCode, null, new MyVnPostOrder
        {
            SenderName = order.Sender.Name,
            SenderPhone = order.Sender.Phone!,
            SenderEmail = order.Sender.Email,
            SenderAddress = order.Sender.Address,
            SenderProvinceCode = order.Sender.Province,
            SenderDistrictCode = District(order.Sender),
            SenderCommuneCode = order.Sender.Commune!,
            ReceiverName = order.Receiver.Name,
            ReceiverPhone = order.Receiver.Phone!,
            ReceiverEmail = order.Receiver.Email,
            ReceiverAddress = order.Receiver.Address,
            ReceiverProvinceCode = order.Receiver.Province,
            ReceiverDistrictCode = District(order.Receiver),
            ReceiverCommuneCode = order.Receiver.Commune!,
            ServiceCode = Service(order),
            AddonService = Addons(order),
            DeliveryInstruction = Fee(order).Words,
            SaleOrderCode = order.Number,
            ContentNote = Contents(order),
            Weight = Digits(Weight(order)),
        }), null);
    }

    /// <returns>Null where the operator cannot tell a price without a commune.</returns>
    public MyVnPostQuestion? Question(BookingOrder order) => order is not { Sender.Commune: { } from, Receiver.Commune: { } to } ? null : new MyVnPostQuestion(1, options.CustomerCode, null, new MyVnPostQuestion.Parcel(
        order.Sender.Province, District(order.Sender), from, order.Receiver.Province, District(order.Receiver), to, Digits(Weight(order)), Service(order), Addons(order)));

    /// <returns>The whole order as it shall be, or the names of the fields that it cannot go without.</returns>
    public (MyVnPostCorrection? Correction, string? Missing) Correction(BookingOrder order, string originalId, string? waybill)
    {
        var missing = Missing("sender", order.Sender).Concat(Missing("receiver", order.Receiver)).ToList();
        return missing.Count > 0 ? (null, string.Join(", ", missing)) : (new MyVnPostCorrection
        {
            ServiceCode = Service(order),
            OrderCode = order.Number,
            ItemCode = waybill,
            OriginalId = originalId,
            Contents = Contents(order),
            UndeliverGuide = Fee(order).Words ?? "",
            CodAmount = Fee(order).Amount,
            Sender = Corrected(order.Sender, options.CustomerCode),
            Receiver = Corrected(order.Receiver, ""),
            Addons = [.. Addons(order).Select(addon => new MyVnPostCorrection.Addon(addon.Code, addon.PropValue))],
            Package = new MyVnPostCorrection.Content(Weight(order), Weight(order)),
        }, null);
    }

    public string Service(BookingOrder order) => order.Service is not { Length: > 0 } name ? MyVnPostCodes.UsualService
        : options.Services.TryGetValue(name, out var set) ? set
        : MyVnPostCodes.Services.GetValueOrDefault(name, name);

    /// <summary>Whole đồng; null for no amount.</summary>
    public static long? Dong(string? amount) =>
        decimal.TryParse(amount, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value is >= 0 and < 1_000_000_000_000 ? (long)value : null;

    public bool IsCancelled(MyVnPostRecord record) => _codes.State(record.Status ?? "").State is ConsignmentState.Cancelled;

    public string Digest => _codes.Digest;

    public bool Knows(string code) => _codes.State(code).IsKnown;

    public TrackingEvent? Read(PostalRecord kept)
    {
        if (kept.Source != Source || WaybillOf(kept) is not { } waybill)
        {
            return null;
        }

        var item = KeptJson.Parse(kept.Raw) is { } raw ? MyVnPostReader.Item(raw) : null;
        var tracked = _codes.Read(kept, item?.ReasonCode, waybill.Length > 0 ? waybill : null);
        return tracked with { Receiver = OutsideText.Clean(item?.ActualReceiverName) };
    }

    /// <summary>What the operator's history says of an order, in its order; what cannot be read of it too.</summary>
    public IReadOnlyList<TrackingEvent> EventsOf(string number, IReadOnlyList<MyVnPostLine> history, DateTimeOffset now) =>
    [
        .. from line in history
           let at = WireTime.Parse($"{line.Told?.Date} {line.Told?.Hour}")
           let raw = WireText.Raw(line.Raw)
           let code = OutsideText.Clean(line.Told?.Code, MaxCode) ?? ""
           select EventOf(number, line.ItemCode, code, null, at ?? now, at is { } told ? KeyEnd(code, told) : UntimedEnd(code, raw), line.Told?.Place, line.Told?.Name, raw) with
           {
               IsTimed = at is not null,
               IsReadable = line.Told is not null,
           },
    ];

    /// <summary>An element of the webhook, as it is. It happened no later than the call was made, which the signature covers.</summary>
    public TrackingEvent EventOf(string number, MyVnPostItem item, MyVnPostCall call, JsonElement raw, DateTimeOffset now)
    {
        var updated = WireTime.Parse(item.UpdatedDate);
        var code = OutsideText.Clean(item.Status, MaxCode) ?? "";
        var isTimed = updated is null ? call.SentAt is not null && string.IsNullOrWhiteSpace(item.UpdatedDate) : !(updated > call.SentAt + ConsignmentMoves.Ahead);

        // Where the call's own date cannot be read, nothing that is not signed may give the same call another key.
        var (at, end) = call.SentAt is not { } sentAt ? (updated < now ? updated.Value : now, UntimedEnd(code, Encoding.UTF8.GetBytes(call.SendDate)))
            : updated < sentAt ? (updated.Value, KeyEnd(code, updated.Value))
            : (sentAt, KeyEnd(code, sentAt));
        return EventOf(number, item.ItemCode, code, item.ReasonCode, at, end, item.OrgCodeAccept, item.ReasonName, WireText.Raw(raw)) with
        {
            Receiver = OutsideText.Clean(item.ActualReceiverName),
            IsTimed = isTimed,
            IsReadable = item.IsReadable,
        };
    }

    // Webhook and history tell the same thing with the same item code, status and second: one source and one key for both.
    private TrackingEvent EventOf(string number, string? itemCode, string code, string? reason, DateTimeOffset at, string keyEnd, string? place, string? text, byte[] raw)
    {
        var waybill = OutsideText.Clean(itemCode, MaxCode);
        var (isKnown, state) = _codes.State(code);
        return new TrackingEvent(
            number, Source, waybill + keyEnd, PostalRecordKind.Tracking, code, state, isKnown, _codes.Reason(state, reason), at, OutsideText.Clean(place), OutsideText.Clean(text), waybill, raw);
    }

    private string Source => $"{@operator}/tracking";

    private static string KeyEnd(string code, DateTimeOffset at) => $"/{code}/{at.ToUnixTimeSeconds()}";

    // Without a time of its own it is known again by what was told.
    private static string UntimedEnd(string code, byte[] told) => $"/{code}/~{Convert.ToHexStringLower(SHA256.HashData(told).AsSpan(0, 8))}";

    private static string? WaybillOf(PostalRecord kept)
    {
        var end = kept.Key.EndsWith(KeyEnd(kept.Code, kept.At), StringComparison.Ordinal)
            ? kept.Key.Length - KeyEnd(kept.Code, kept.At).Length
            : kept.Key.LastIndexOf($"/{kept.Code}/~", StringComparison.Ordinal);
        return end >= 0 ? kept.Key[..end] : null;
    }

    // Its money on delivery is the receiver's to pay: at a pickup that would be the agency.
    private (long Amount, string? Words) Fee(BookingOrder order) => FeeWords.Of(order.Direction, order.FeeToCollect, options);

    private IReadOnlyList<MyVnPostAddon> Addons(BookingOrder order) => Fee(order).Amount is > 0 and var fee
        ? [new MyVnPostAddon(MyVnPostCodes.CodService, $"{MyVnPostCodes.CodProperty}:{Digits(fee)}")]
        : [];

    // The operator weighs; this is what it plans with.
    private static long Weight(BookingOrder order) => Envelope + (Paper * order.Papers.Sum(paper => (long)paper.Count));

    private static string Contents(BookingOrder order) => order.Note.Length > 0 ? order.Note : "Hồ sơ";

    private static MyVnPostCorrection.Party Corrected(OrderParty party, string organisation) => new(
        organisation, party.Name, party.Phone!, party.Email ?? "", party.Address, party.Province, District(party), party.Commune!);

    private static string District(OrderParty party) => string.IsNullOrEmpty(party.District) ? MyVnPostCodes.NoDistrict : party.District;

    private static IEnumerable<string> Missing(string side, OrderParty party) =>
        from field in ((string Name, string? Value)[])
        [
            ("Name", party.Name), ("Phone", party.Phone), ("Address", party.Address), ("ProvinceCode", party.Province), ("CommuneCode", party.Commune),
        ]
        where string.IsNullOrWhiteSpace(field.Value)
        select side + field.Name;

    private static string Digits(long value) => value.ToString(CultureInfo.InvariantCulture);
}
