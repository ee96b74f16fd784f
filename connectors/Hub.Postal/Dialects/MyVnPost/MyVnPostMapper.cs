using System.Globalization;
using System.Text.Json;
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
            AdditionRequest = Fee(order).Words,
            SaleOrderCode = order.Number,
            ContentNote = order.Note.Length > 0 ? order.Note : "Hồ sơ",
            Weight = Weight(order),
        }), null);
    }

    /// <returns>Null where the operator cannot tell a price without a commune.</returns>
    public MyVnPostQuestion? Question(BookingOrder order) => order is not { Sender.Commune: { } from, Receiver.Commune: { } to } ? null : new MyVnPostQuestion(1, options.CustomerCode, null, new MyVnPostQuestion.Parcel(
        order.Sender.Province, District(order.Sender), from, order.Receiver.Province, District(order.Receiver), to, Weight(order), Service(order), Addons(order)));

    /// <returns>Null where the operator needs what the order does not say.</returns>
    public static MyVnPostCorrection? Correction(BookingOrder order, string originalId, string? waybill) => Missing("receiver", order.Receiver).Any() ? null : new MyVnPostCorrection(
        originalId, waybill, "02", order.Note.Length > 0 ? order.Note : "Hồ sơ",
        new MyVnPostCorrection.Party(
            order.Receiver.Name, order.Receiver.Phone!, order.Receiver.Address, order.Receiver.Province, District(order.Receiver), order.Receiver.Commune!));

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
        var end = KeyEnd(kept.Code, kept.At);
        if (kept.Source != Source || !kept.Key.EndsWith(end, StringComparison.Ordinal))
        {
            return null;
        }

        var item = KeptJson.Parse(kept.Raw) is { } raw ? MyVnPostCall.Item(raw) : null;
        var tracked = _codes.Read(kept, item?.ReasonCode, kept.Key[..^end.Length] is { Length: > 0 } waybill ? waybill : null);
        return tracked with { Receiver = WireText.Clean(item?.ActualReceiverName) };
    }

    /// <summary>What the operator's history says of an order, in its order.</summary>
    public IReadOnlyList<TrackingEvent> EventsOf(string number, MyVnPostHistory history) =>
    [
        .. from item in history.Data ?? []
           from raw in item.StatusHistory ?? []
           let told = Status(raw)
           where told is not null && WireTime.Parse($"{told.CreatedDate} {told.CreateHour}") is not null
           select EventOf(number, item.ItemCode, told.StatusCode, null, WireTime.Parse($"{told.CreatedDate} {told.CreateHour}")!.Value, told.LocateName, told.StatusName, raw),
    ];

    /// <summary>An element of the webhook, as it is.</summary>
    /// <param name="sentAt">When the call was made, which its signature covers: nothing happened later.</param>
    public TrackingEvent EventOf(string number, MyVnPostItem item, DateTimeOffset sentAt, JsonElement raw)
    {
        var at = WireTime.Parse(item.UpdatedDate) is { } updated && updated < sentAt ? updated : sentAt;
        return EventOf(number, item.ItemCode, item.Status, item.ReasonCode, at, item.OrgCodeAccept, item.ReasonName, raw) with { Receiver = WireText.Clean(item.ActualReceiverName) };
    }

    // Webhook and history tell the same thing with the same item code, status and second: one source and one key for both.
    private TrackingEvent EventOf(string number, string? itemCode, string? status, string? reason, DateTimeOffset at, string? place, string? text, JsonElement raw)
    {
        var (code, waybill) = (WireText.Clean(status, MaxCode) ?? "", WireText.Clean(itemCode, MaxCode));
        var (isKnown, state) = _codes.State(code);
        return new TrackingEvent(
            number, Source, waybill + KeyEnd(code, at), PostalRecordKind.Tracking, code, state, isKnown, _codes.Reason(state, reason), at, WireText.Clean(place), WireText.Clean(text), waybill, WireText.Raw(raw));
    }

    private string Source => $"{@operator}/tracking";

    private static string KeyEnd(string code, DateTimeOffset at) => $"/{code}/{at.ToUnixTimeSeconds()}";

    private static MyVnPostStatus? Status(JsonElement raw)
    {
        try
        {
            return raw.Deserialize(MyVnPostJson.Wire.MyVnPostStatus);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Its money on delivery is the receiver's to pay: at a pickup that would be the agency.
    private (long Amount, string? Words) Fee(BookingOrder order) => FeeWords.Of(order.Direction, order.FeeToCollect, options);

    private IReadOnlyList<MyVnPostAddon> Addons(BookingOrder order) => Fee(order).Amount is > 0 and var fee
        ? [new MyVnPostAddon(MyVnPostCodes.CodService, $"{MyVnPostCodes.CodProperty}:{Digits(fee)}")]
        : [];

    // The operator weighs; this is what it plans with.
    private static string Weight(BookingOrder order) => Digits(Envelope + (Paper * order.Papers.Sum(paper => (long)paper.Count)));

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
