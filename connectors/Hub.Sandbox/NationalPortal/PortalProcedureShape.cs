using System.Globalization;
using System.Text.Json;
using Hub.Sandbox.Twins;

namespace Hub.Sandbox.NationalPortal;

/// <summary>Writes a procedure as <c>LayThuTuc</c> and <c>LayDanhSachTTHC</c> show it: UPPERCASE keys, every value a string.</summary>
public static class PortalProcedureShape
{
    private static readonly Dictionary<string, string> ChannelCodes = new(StringComparer.Ordinal) { ["DIRECT"] = "1", ["ONLINE"] = "2", ["POSTAL"] = "3" };

    private static readonly Dictionary<string, string> Units = new(StringComparer.Ordinal)
    {
        ["WORKING_DAY"] = "Ngày làm việc",
        ["DAY"] = "Ngày",
        ["HOUR"] = "Giờ",
        ["OTHER"] = "Khác",
    };

    /// <summary>One element of <c>LayDanhSachTTHC</c>'s <c>result</c>.</summary>
    public static void WriteListed(Utf8JsonWriter writer, TwinProcedure procedure) => writer.WriteStrings(
        ("MATTHC", procedure.Code), ("TENTTHC", procedure.Name), ("MALINHVUC", procedure.FieldCode), ("TENLINHVUC", procedure.FieldName));

    /// <summary>The one element of <c>LayThuTuc</c>'s <c>result</c>. <c>TRANGTHAI</c> is "1" for a public procedure, "0" (assumed) for a withdrawn one.</summary>
    public static void WriteFull(Utf8JsonWriter writer, TwinProcedure procedure, bool isPublic)
    {
        writer.WriteStartObject();
        writer.WriteString("MATTHC", procedure.Code);
        writer.WriteString("TENTTHC", procedure.Name);
        writer.WriteString("TRANGTHAI", isPublic ? "1" : "0");
        writer.WriteString("MACOQUANCONGBO", AgencyCodes.Of(procedure.Agency));
        WriteList(writer, "LINHVUCTHUCHIEN", procedure.FieldCode.Length > 0, () => writer.WriteStrings(("MALINHVUC", procedure.FieldCode), ("TENLINHVUC", procedure.FieldName)));
        WriteList(writer, "COQUANTHUCHIEN", procedure.ExecutingAgency.Length > 0, () => writer.WriteStrings(("MADONVI", ""), ("TENDONVI", procedure.ExecutingAgency)));
        WriteList(writer, "DOITUONGTHUCHIEN", false, () => { });
        writer.WriteString("YEUCAU", "");
        WriteList(writer, "CANCUPHAPLY", false, () => { });
        WriteList(writer, "KETQUATHUCHIEN", false, () => { });
        WriteList(writer, "TRINHTUTHUCHIEN", false, () => { });
        WriteList(writer, "THANHPHANHOSO", false, () => { });
        WriteList(writer, "CACHTHUCTHUCHIEN", true, () => WriteChannels(writer, procedure));
        writer.WriteEndObject();
    }

    private static void WriteChannels(Utf8JsonWriter writer, TwinProcedure procedure)
    {
        foreach (var channel in procedure.Channels)
        {
            writer.WriteStartObject();
            writer.WriteString("KENH", ChannelCodes.GetValueOrDefault(channel, channel));
            WriteList(writer, "THOIGIAN", true, () => WriteTimes(writer, procedure));
            writer.WriteEndObject();
        }
    }

    private static void WriteTimes(Utf8JsonWriter writer, TwinProcedure procedure)
    {
        // Fees without a time still need a row to hang on.
        IReadOnlyList<string> times = procedure.ProcessingTimes.Count == 0 && procedure.FeesDong.Count > 0 ? [""] : procedure.ProcessingTimes;
        foreach (var time in times)
        {
            var parts = time.Split(' ', 2);
            writer.WriteStartObject();
            writer.WriteString("THOIGIANGIAIQUYET", parts[0]);
            writer.WriteString("DONVITINH", parts.Length < 2 ? "" : Units.GetValueOrDefault(parts[1], parts[1]));
            writer.WriteString("MOTA", "");
            WriteList(writer, "PHILEPHI", true, () => WriteFees(writer, procedure));
            writer.WriteEndObject();
        }
    }

    private static void WriteFees(Utf8JsonWriter writer, TwinProcedure procedure)
    {
        foreach (var fee in procedure.FeesDong)
        {
            writer.WriteStrings(("MAPHILEPHI", ""), ("SOTIEN", fee.ToString(CultureInfo.InvariantCulture)), ("DONVI", "Đồng"), ("MOTA", ""));
        }
    }

    private static void WriteList(Utf8JsonWriter writer, string key, bool any, Action elements)
    {
        writer.WriteStartArray(key);
        if (any)
        {
            elements();
        }

        writer.WriteEndArray();
    }
}
