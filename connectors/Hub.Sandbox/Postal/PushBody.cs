using System.Text.Json;
using Hub.Sandbox.Twins;

namespace Hub.Sandbox.Postal;

/// <summary>The body of a push. The signature covers prefix, date, item code and status of the first item and nothing else.</summary>
internal static class PushBody
{
    public static string SignedText(string sendDate, PushItem first) => $"MYVNP{sendDate}{first.State.Consignment.ItemCode}{first.Status}";

    public static byte[] Write(IReadOnlyList<PushItem> items, string sendDate, string signature) =>
        TwinJson.Write(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("data");
            foreach (var item in items)
            {
                Write(writer, item);
            }

            writer.WriteEndArray();
            writer.WriteString("sendDate", sendDate);
            writer.WriteString("signature", signature);
            writer.WriteEndObject();
        }).ToArray();

    private static void Write(Utf8JsonWriter writer, PushItem item)
    {
        const string receiver = "Người nhận: ";
        var consignment = item.State.Consignment;
        var order = consignment.Request.Object("informationOrder");
        var quote = Quotes.Of(order, order.Text("serviceCode"));
        var reason = PostReasons.Of(item.Note);
        writer.WriteStartObject();
        writer.WriteString("orderHdrId", consignment.OrderHdrId);
        writer.WriteString("originalId", consignment.OriginalId);
        writer.WriteString("itemCode", consignment.ItemCode);
        writer.WriteString("saleOrderCode", consignment.OrderNumber);
        writer.WriteNumber("status", item.Status);
        writer.WriteString("serviceCode", quote.ServiceCode);
        writer.WriteNumber("mainFee", quote.MainFee);
        writer.WriteNumber("vasFee", quote.VasFee);
        writer.WriteNumber("totalFee", quote.TotalFee);
        writer.WriteNumber("priceWeight", quote.PriceWeight);
        writer.WriteNumber("codAmount", consignment.CodAmount);
        writer.WriteNumber("weight", order.Whole("weight") ?? 0);
        writer.WriteString("contentNote", order.Text("contentNote"));
        writer.WriteString("orgCodeAccept", OrderRecord.OfficeOf(order));
        writer.WriteString("senderCode", consignment.CustomerCode);
        writer.WriteString("updatedDate", PostTime.Text(item.HappenedAt));
        writer.WriteString("reasonCode", reason.Code.Length == 0 ? null : reason.Code);
        writer.WriteString("reasonName", reason.Text.Length == 0 ? null : reason.Text);
        writer.WriteString("actualReceiverName", item.Note.StartsWith(receiver, StringComparison.Ordinal) ? item.Note[receiver.Length..] : null);
        writer.WriteEndObject();
    }
}
