using System.Text.Json;
using Hub.Sandbox.Twins;

namespace Hub.Sandbox.Postal;

/// <summary>An order as D answers it. Names as seen in public customers' code.</summary>
internal static class OrderRecord
{
    private static readonly string[] Copied =
    [
        "senderName", "senderPhone", "senderEmail", "senderAddress", "senderProvinceCode", "senderDistrictCode", "senderCommuneCode",
        "receiverName", "receiverPhone", "receiverEmail", "receiverAddress", "receiverProvinceCode", "receiverDistrictCode",
        "serviceCode", "contentNote", "deliveryInstruction", "deliveryTime", "deliveryRequire", "sendType", "isBroken", "vehicle", "orgCodeCollect",
    ];

    public static void Write(Utf8JsonWriter writer, ConsignmentState state)
    {
        var consignment = state.Consignment;
        var order = consignment.Request.Object("informationOrder");
        var quote = Quotes.Of(order, order.Text("serviceCode"));
        writer.WriteStartObject();
        writer.WriteString("orderHdrID", consignment.OrderHdrId);
        writer.WriteString("originalID", consignment.OriginalId);
        writer.WriteString("itemCode", consignment.ItemCode);
        writer.WriteString("originalItemCode", consignment.ItemCode);
        writer.WriteNumber("status", state.Code);
        WriteText(writer, "saleOrderCode", consignment.OrderNumber);
        writer.WriteString("senderCode", consignment.CustomerCode);
        WriteText(writer, "senderContractNumber", consignment.Request.Text("contractCode"));
        foreach (var name in Copied)
        {
            WriteText(writer, name, order.Text(name));
        }

        writer.WriteString("receiverCommCode", order.Text("receiverCommuneCode"));
        writer.WriteNumber("totalFee", quote.TotalFee);
        writer.WriteNumber("mainFee", quote.MainFee);
        writer.WriteNumber("mainFeeBeforeTax", quote.MainFeeBeforeTax);
        writer.WriteNumber("mainTax", quote.MainFee - quote.MainFeeBeforeTax);
        writer.WriteNumber("vasFee", quote.VasFee);
        writer.WriteNumber("codAmount", consignment.CodAmount);
        writer.WriteNumber("weight", order.Whole("weight") ?? 0);
        writer.WriteNumber("dimWeight", 0);
        writer.WriteNumber("priceWeight", quote.PriceWeight);
        writer.WriteString("orgCodeAccept", OfficeOf(order));
        writer.WriteString("createdDate", PostTime.Text(consignment.BookedAt));
        writer.WriteString("updatedDate", PostTime.Text(state.UpdatedAt));
        writer.WriteString("paymentStatus", state.Step == PostStep.CodPaid ? "1" : "0");
        writer.WriteString("source", "API");
        writer.WriteEndObject();
    }

    /// <summary>The accepting office: the one asked for, else the main office of the sender's province.</summary>
    public static string OfficeOf(JsonElement order) => order.Text("orgCodeAccept") is { Length: > 0 } asked ? asked : order.Text("senderProvinceCode") + "0000";

    private static void WriteText(Utf8JsonWriter writer, string name, string text)
    {
        if (text.Length == 0)
        {
            writer.WriteNull(name);
        }
        else
        {
            writer.WriteString(name, text);
        }
    }
}
