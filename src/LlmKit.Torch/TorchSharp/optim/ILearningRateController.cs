namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>
        /// Something whose learning rate can be set from outside: a group of an optimizer's parameters.
        /// </summary>
        public interface ILearningRateController
        {
            double LearningRate { get; set; }

            /// <summary>The rate at the start, which schedules refer to.</summary>
            double InitialLearningRate { get; set; }
        }
    }
}
